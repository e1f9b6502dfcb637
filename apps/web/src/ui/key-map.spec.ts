import { describe, expect, it } from 'vitest';
import { isTextTarget, KeyMap, type Pressed } from './key-map.js';

const key = (name: string, extra: Partial<Pressed> = {}): Pressed => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  inText: false,
  ...extra,
});

function mapped(...names: readonly string[]) {
  let now = 0;
  const ran: string[] = [];
  const map = new KeyMap(() => now);
  const stop = map.add(names.map((keys) => ({ keys, label: keys, group: 'Go' as const, run: () => ran.push(keys) })));
  return { map, ran, stop, pass: (ms: number) => (now += ms) };
}

describe('the key map', () => {
  it('runs a letter, a sign and a combination', () => {
    const { map, ran } = mapped('n', '?', 'Mod+k');
    for (const pressed of [key('n'), key('?'), key('k', { ctrlKey: true }), key('K', { metaKey: true })])
      expect(map.press(pressed)).toBe(true);
    expect(ran).toEqual(['n', '?', 'Mod+k', 'Mod+k']);
  });

  it('leaves letters to whoever is typing, not combinations', () => {
    const { map, ran } = mapped('n', 'Mod+k');
    expect(map.press(key('n', { inText: true }))).toBe(false);
    expect(map.press(key('k', { ctrlKey: true, inText: true }))).toBe(true);
    expect(ran).toEqual(['Mod+k']);
  });

  it('leaves letters alone when they are switched off', () => {
    const { map, ran } = mapped('n', 'g i', 'Mod+k');
    map.letters = false;
    expect([key('n'), key('g'), key('i'), key('k', { metaKey: true })].map((one) => map.press(one))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(ran).toEqual(['Mod+k']);
  });

  it('takes two letters as one when they come together, and as two when they do not', () => {
    const { map, ran, pass } = mapped('g i', 'i');
    map.press(key('g'));
    map.press(key('i'));
    map.press(key('g'));
    pass(2_000);
    map.press(key('i'));
    expect(ran).toEqual(['g i', 'i']);
  });

  it('lets the last one added win, and gives the key back', () => {
    const { map, ran } = mapped('r');
    const stop = map.add([{ keys: 'r', label: 'mine', group: 'Messages', run: () => ran.push('mine') }]);
    map.press(key('r'));
    stop();
    map.press(key('r'));
    expect(ran).toEqual(['mine', 'r']);
  });

  it('knows where letters belong to the page', () => {
    const box = document.createElement('textarea');
    const button = document.createElement('button');
    expect([isTextTarget(box), isTextTarget(button), isTextTarget(null)]).toEqual([true, false, false]);
  });
});
