import { AnchoredView, type Anchor, type Range } from './anchored-view.js';

const near = 700;
const atEndWithin = 32;

/**
 * Keeps what the reader looks at where it is. Before each change the anchor item is known, and after the change, still
 * before the browser paints, the box is scrolled by what the item has moved. New items in front, unfolded texts and
 * changed heights therefore do not move the page; at the end, it stays at the end.
 */
export class AnchoredScroller {
  isAtEnd = true;
  private readonly view = new AnchoredView();
  private readonly listeners = new Set<() => void>();
  private version = 0;
  private drawn: Range = { start: 0, end: 0, before: 0, after: 0 };
  private endsHere = true;
  private box: HTMLElement | null = null;
  private list: HTMLElement | null = null;
  private observer: ResizeObserver | null = null;

  readonly setBox = (box: HTMLElement | null): void => {
    this.box = box;
    this.watch();
  };

  readonly setList = (list: HTMLElement | null): void => {
    this.list = list;
    this.watch();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.version;

  /** What to draw of these items. `endsHere` is false while the thread goes on beyond them. */
  rangeFor(keys: readonly string[], endsHere: boolean): Range {
    this.endsHere = endsHere;
    this.view.setKeys(keys);
    this.drawn = this.view.range();
    return this.drawn;
  }

  /** After drawing: measures, puts the anchor back, and asks for more when real heights leave a gap. */
  settle(): void {
    this.hold();
    const next = this.view.range();
    if (next.start !== this.drawn.start || next.end !== this.drawn.end) this.redraw();
  }

  /** After the reader scrolled: what is in sight now is what must not move. */
  readonly scrolled = (): void => {
    const { box } = this;
    if (!box) return;
    const isEnd = this.endsHere && this.pixelsToEnd() <= atEndWithin;
    this.view.anchor = isEnd ? 'end' : (this.firstInSight() ?? this.view.anchorAt(box.scrollTop));
    const next = this.view.range();
    const moved = Math.max(Math.abs(next.start - this.drawn.start), Math.abs(next.end - this.drawn.end));
    if (moved > 4 || isEnd !== this.isAtEnd) this.redraw(isEnd);
  };

  isNearTop(): boolean {
    return this.box !== null && this.box.scrollTop < near;
  }

  isNearEnd(): boolean {
    return this.box !== null && this.pixelsToEnd() < near;
  }

  /** Brings an item into the upper third, or only into view. */
  scrollTo(key: string, how: 'third' | 'near' = 'third'): void {
    const { box } = this;
    if (!box || !this.view.has(key)) return;
    const item = this.itemOf(key);
    if (how === 'near' && item && this.isInSight(item)) return;
    this.view.anchor = { key, offset: how === 'third' ? box.clientHeight / 3 : this.nearOffset(box, item) };
    this.redraw(false);
    // Near either end the wish cannot be met: what is really in sight is then the anchor.
    requestAnimationFrame(this.scrolled);
  }

  readonly scrollToEnd = (): void => {
    this.view.anchor = 'end';
    this.redraw(true);
  };

  focus(key: string): void {
    requestAnimationFrame(() => this.itemOf(key)?.focus({ preventScroll: true }));
  }

  /** The last item that is wholly in sight. */
  lastInSight(): string | null {
    if (!this.box) return null;
    const edge = this.box.getBoundingClientRect().bottom + 1;
    return this.items().findLast((item) => item.getBoundingClientRect().bottom <= edge)?.dataset.key ?? null;
  }

  private watch(): void {
    this.observer?.disconnect();
    this.observer = null;
    if (!this.box || !this.list) return;
    this.observer = new ResizeObserver(() => {
      this.hold();
      this.redraw();
    });
    this.observer.observe(this.box);
    this.observer.observe(this.list);
  }

  private hold(): void {
    const { box, view } = this;
    if (!box) return;
    view.viewport = box.clientHeight;
    for (const item of this.items()) view.measured(item.dataset.key ?? '', item.getBoundingClientRect().height);
    if (view.anchor === 'end') box.scrollTop = box.scrollHeight;
    else this.putBack(box, view.anchor);
  }

  private putBack(box: HTMLElement, anchor: Anchor): void {
    const item = this.itemOf(anchor.key);
    if (!item) return;
    const moved = item.getBoundingClientRect().top - box.getBoundingClientRect().top - anchor.offset;
    if (Math.abs(moved) >= 0.5) box.scrollTop += moved;
  }

  private redraw(isAtEnd = this.isAtEnd): void {
    this.isAtEnd = isAtEnd;
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }

  private pixelsToEnd(): number {
    return this.box ? this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight : 0;
  }

  private items(): readonly HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>(':scope > [data-key]') ?? [])];
  }

  private itemOf(key: string): HTMLElement | null {
    return this.list?.querySelector<HTMLElement>(`:scope > [data-key="${CSS.escape(key)}"]`) ?? null;
  }

  private isInSight(item: HTMLElement): boolean {
    const [outer, inner] = [this.box?.getBoundingClientRect(), item.getBoundingClientRect()];
    return outer !== undefined && inner.top >= outer.top && inner.bottom <= outer.bottom;
  }

  private nearOffset(box: HTMLElement, item: HTMLElement | null): number {
    const isAbove = item !== null && item.getBoundingClientRect().top < box.getBoundingClientRect().top;
    return isAbove ? 8 : Math.max(8, box.clientHeight - (item?.offsetHeight ?? 0) - 8);
  }

  private firstInSight(): Anchor | null {
    if (!this.box) return null;
    const edge = this.box.getBoundingClientRect().top;
    const first = this.items().find((item) => item.getBoundingClientRect().bottom > edge);
    if (!first || first.getBoundingClientRect().top > edge + this.box.clientHeight) return null;
    return { key: first.dataset.key ?? '', offset: first.getBoundingClientRect().top - edge };
  }
}
