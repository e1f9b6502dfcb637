import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

const themes = {
  light: valuesOf(block(':root')),
  dark: { ...valuesOf(block(':root')), ...valuesOf(block("[data-theme='dark']")) },
};
const texts = ['text', 'text-2', 'text-3', 'link', 'danger', 'warn', 'ok', 'info', 'mention', 'accent'];
const grounds = ['bg', 'surface', 'selected'];

describe.each(Object.entries(themes))('contrast of the %s theme', (_, tokens) => {
  const hex = (name: string): string => tokens[name] ?? '';

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))(
    '%s on %s reads at 4.5 to 1',
    (text, ground) => {
      expect(contrast(hex(text), hex(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['danger', 'warn', 'ok', 'info', 'mention'])('%s reads on its own soft ground', (tone) => {
    expect(contrast(hex(tone), hex(`${tone}-soft`))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-press'],
    ['on-danger', 'danger'],
    ['on-banner', 'banner'],
  ])('%s reads on %s', (text, ground) => {
    expect(contrast(hex(text), hex(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('a control can be seen on %s at 3 to 1', (ground) => {
    expect(contrast(hex('control'), hex(ground))).toBeGreaterThanOrEqual(3);
    expect(contrast(hex('focus'), hex(ground))).toBeGreaterThanOrEqual(3);
  });
});

function block(selector: string): string {
  const start = css.indexOf(`${selector} {`);
  return css.slice(start, css.indexOf('}', start));
}

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi), ([, name, value]) => [name ?? '', value ?? '']),
  );
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
