const most = 10;

/** Whoever is refused is told so, the first few times in a second. */
export class FirstFew {
  private second = 0;
  private count = 0;

  /** Counts one more; answers whether it is among the first. */
  next(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.second) this.count = 0;
    this.second = second;
    this.count += 1;
    return this.count <= most;
  }
}
