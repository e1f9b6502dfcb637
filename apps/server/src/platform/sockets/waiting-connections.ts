/** Connections that nobody has signed in on yet: so many from one place, four times as many in all. */
export class WaitingConnections {
  private readonly byPlace = new Map<string, number>();
  private all = 0;

  constructor(private readonly most: number) {}

  hasRoomFor(place: string): boolean {
    return this.of(place) < this.most && this.all < this.most * 4;
  }

  /** Counts one until the answer is called, once. */
  enter(place: string): () => void {
    this.change(place, 1);
    let waits = true;
    return () => {
      if (waits) this.change(place, -1);
      waits = false;
    };
  }

  private of(place: string): number {
    return this.byPlace.get(place) ?? 0;
  }

  private change(place: string, by: 1 | -1): void {
    this.all += by;
    const left = this.of(place) + by;
    if (left === 0) this.byPlace.delete(place);
    else this.byPlace.set(place, left);
  }
}
