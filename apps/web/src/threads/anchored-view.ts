export interface Anchor {
  readonly key: string;
  /** Pixels from the top edge of the viewport to the top edge of the item. */
  readonly offset: number;
}

export interface Range {
  readonly start: number;
  readonly end: number;
  /** Height of what is not drawn before and after. */
  readonly before: number;
  readonly after: number;
}

const firstGuess = 76;
const margin = 900;

/**
 * Which stretch of a long list is drawn, seen from one item that must not move: the anchor, or the end. Heights are those
 * measured, else the mean of what was measured. Knows nothing of the page, so that it can be tested alone.
 */
export class AnchoredView {
  viewport = 600;
  anchor: Anchor | 'end' = 'end';
  private keys: readonly string[] = [];
  private index: ReadonlyMap<string, number> = new Map();
  private readonly heights = new Map<string, number>();
  private total = 0;

  setKeys(keys: readonly string[]): void {
    if (keys === this.keys) return;
    const last = this.anchor;
    if (last !== 'end' && !keys.includes(last.key)) this.anchor = this.nearest(last, keys);
    this.keys = keys;
    this.index = new Map(keys.map((key, at) => [key, at]));
  }

  /** True when the height was news. */
  measured(key: string, height: number): boolean {
    const known = this.heights.get(key);
    if (known !== undefined && Math.abs(known - height) < 0.5) return false;
    this.total += height - (known ?? 0);
    this.heights.set(key, height);
    return true;
  }

  range(): Range {
    const count = this.keys.length;
    if (count === 0) return { start: 0, end: 0, before: 0, after: 0 };
    const { at, above } = this.place();
    const start = this.walkBack(at, above + margin);
    const end = this.walkOn(at, this.viewport - above + margin);
    return { start, end, before: this.sum(0, start), after: this.sum(end, count) };
  }

  /** The anchor for a scroll position, by heights alone: for a jump into what is not drawn. */
  anchorAt(scrollTop: number): Anchor | 'end' {
    let top = 0;
    for (const key of this.keys) {
      const height = this.heightOf(key);
      if (top + height > scrollTop) return { key, offset: top - scrollTop };
      top += height;
    }
    return 'end';
  }

  has(key: string): boolean {
    return this.index.has(key);
  }

  private place(): { readonly at: number; readonly above: number } {
    if (this.anchor === 'end') return { at: this.keys.length, above: this.viewport };
    return { at: this.index.get(this.anchor.key) ?? 0, above: this.anchor.offset };
  }

  private walkBack(from: number, pixels: number): number {
    let at = from;
    for (let sum = 0; at > 0 && sum < pixels; at -= 1) sum += this.heightOf(this.keys[at - 1] ?? '');
    return at;
  }

  private walkOn(from: number, pixels: number): number {
    let at = from;
    for (let sum = 0; at < this.keys.length && sum < pixels; at += 1) sum += this.heightOf(this.keys[at] ?? '');
    return at;
  }

  private sum(from: number, to: number): number {
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += this.heightOf(this.keys[at] ?? '');
    return sum;
  }

  private heightOf(key: string): number {
    return this.heights.get(key) ?? (this.heights.size > 0 ? this.total / this.heights.size : firstGuess);
  }

  /** The anchor has gone: what stood next to it and is still there takes its place. */
  private nearest(lost: Anchor, keys: readonly string[]): Anchor | 'end' {
    const left = new Set(keys);
    const at = this.index.get(lost.key) ?? 0;
    const next =
      this.keys.slice(at).find((key) => left.has(key)) ?? this.keys.slice(0, at).findLast((key) => left.has(key));
    return next === undefined ? 'end' : { key: next, offset: lost.offset };
  }
}
