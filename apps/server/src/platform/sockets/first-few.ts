const most = 10;

/** Some things are answered the first few times in a second: refusals, pings. */
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
