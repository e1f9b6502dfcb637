import type { Element, ElementContent, Root, RootContent, Text } from 'hast';

export interface NamedIn {
  /** References that are links here; anything else of that shape stays text. */
  readonly references: ReadonlySet<string>;
  /** Mention words without the @ that name somebody of this audience. */
  readonly mentions: ReadonlySet<string>;
}

const shape =
  /\b([A-Z0-9]{2,12}-[0-9A-HJKMNP-TV-Z]{4})\b|(?<![\p{L}\p{N}_./@-])@([\p{L}\p{N}_-]{2,20}(?:\/[\p{L}\p{N}._-]{1,60})?)/gu;
const untouched = ['code', 'pre', 'a'];

/**
 * Turns references and mentions in text nodes into `ref-chip` and `mention-chip` elements. It works on the tree after
 * sanitising and only ever makes text nodes, so nothing in a message can become markup by it.
 */
export const rehypeNames = (named: NamedIn) => () => (tree: Root) => {
  walk(tree, named);
};

function walk(node: Root | Element, named: NamedIn): void {
  const next: (RootContent | ElementContent)[] = [];
  for (const child of node.children) {
    if (child.type === 'text') next.push(...split(child, named));
    else {
      if (child.type === 'element' && !untouched.includes(child.tagName)) walk(child, named);
      next.push(child);
    }
  }
  node.children = next;
}

function split({ value }: Text, named: NamedIn): readonly (Text | Element)[] {
  const parts: (Text | Element)[] = [];
  let from = 0;
  for (const match of value.matchAll(shape)) {
    const [whole, reference, name] = match;
    const word = (name ?? '').replace(/[.]+$/, '');
    const chip =
      reference !== undefined
        ? chipOf('ref-chip', reference, named.references.has(reference))
        : chipOf('mention-chip', word, named.mentions.has(word));
    if (!chip) continue;
    const length = reference !== undefined ? whole.length : word.length + 1;
    if (match.index > from) parts.push({ type: 'text', value: value.slice(from, match.index) });
    parts.push(chip);
    from = match.index + length;
  }
  if (from < value.length) parts.push({ type: 'text', value: value.slice(from) });
  return parts;
}

const chipOf = (tagName: string, value: string, known: boolean): Element | null =>
  known ? { type: 'element', tagName, properties: {}, children: [{ type: 'text', value }] } : null;
