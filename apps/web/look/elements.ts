type Child = Node | string | null;

/** An element with attributes and children. Text stays text, whatever stands in it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const pairs = (entries: readonly (readonly [string, Child])[]): HTMLElement =>
  element('dl', {}, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));

export function table(caption: string, head: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const columns = head.map((name) => element('th', { scope: 'col' }, name));
  const whole = element(
    'table',
    { 'aria-label': caption },
    element('thead', {}, element('tr', {}, ...columns)),
    element('tbody', {}, ...rows),
  );
  // What scrolls sideways must be reached by keyboard.
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, whole);
}

export const row = (cells: readonly Child[], kind = ''): HTMLElement =>
  element('tr', kind === '' ? {} : { class: kind }, ...cells.map((cell) => element('td', {}, cell)));

/** Characters that turn the direction of reading, or are not seen, are written as escapes. */
export const plain = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u${one.codePointAt(0)?.toString(16).padStart(4, '0') ?? ''}`,
  );
