import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnchoredView } from './anchored-view.js';

const keys = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `k${from + n}`);

function viewOf(list: readonly string[], height: (key: string) => number = () => 50): AnchoredView {
  const view = new AnchoredView();
  view.viewport = 600;
  view.setKeys(list);
  for (const key of list) view.measured(key, height(key));
  return view;
}

describe('what is drawn of a long list', () => {
  it('is the end, when it stands at the end, and little more than fills the view', () => {
    const { start, end, before, after } = viewOf(keys(0, 10_000)).range();
    expect(end).toBe(10_000);
    expect(after).toBe(0);
    expect((end - start) * 50).toBeLessThan(2 * 600 + 900);
    expect(before).toBe(start * 50);
  });

  it('stays around the anchor when a page comes in front', () => {
    const view = viewOf(keys(100, 200));
    view.anchor = { key: 'k120', offset: 30 };
    const before = view.range();
    view.setKeys(keys(50, 200));
    const after = view.range();
    expect(view.anchor).toEqual({ key: 'k120', offset: 30 });
    expect(keys(50, 200).slice(after.start, after.end)).toContain('k120');
    expect(keys(100, 200).slice(before.start, before.end)).toContain('k120');
  });

  it('takes the neighbour when the anchor has gone', () => {
    const view = viewOf(keys(0, 100));
    view.anchor = { key: 'k50', offset: 10 };
    view.setKeys(keys(0, 100).filter((key) => key !== 'k50'));
    expect(view.anchor).toEqual({ key: 'k51', offset: 10 });
  });

  it('always covers the view and adds up to the whole, whatever the heights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: -400, max: 500 }),
        (heights, pick, offset) => {
          const list = keys(0, heights.length);
          const heightOf = (key: string): number => heights[Number(key.slice(1))] ?? 0;
          const view = viewOf(list, heightOf);
          view.anchor = { key: list[pick % list.length] ?? '', offset };
          const { start, end, before, after } = view.range();
          const drawn = list.slice(start, end).reduce((sum, key) => sum + heightOf(key), 0);
          expect(before + drawn + after).toBe(heights.reduce((sum, one) => sum + one, 0));
          const top = offset - list.slice(start, pick % list.length).reduce((sum, key) => sum + heightOf(key), 0);
          expect(start === 0 || top <= 0).toBe(true);
          expect(end === list.length || top + drawn >= view.viewport).toBe(true);
        },
      ),
    );
  });
});
