import { DomainError } from '@liaison/domain';

const deepest = 16;
/** What every object has already: class-validator takes a field of such a name for one that it knows. */
const prototypeKeys = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/**
 * Refuses what no honest client sends: nesting beyond 16, keys that name a prototype, anything but plain JSON, and NUL
 * or half a character in any text, which PostgreSQL does not take.
 */
export function refuseDangerousShape(input: unknown): void {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value === 'string') refuseBrokenText(next.value);
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= deepest)
      throw new DomainError('invalid', 'The input is nested too deeply.', { reason: 'too_deep' });
    refuseForeignObject(next.value);
    for (const key of Object.keys(next.value)) {
      refusePrototypeKey(key);
      refuseBrokenText(key);
    }
    for (const value of Object.values(next.value)) waiting.push({ value, depth: next.depth + 1 });
  }
}

function refusePrototypeKey(key: string): void {
  if (!prototypeKeys.has(key)) return;
  throw new DomainError('invalid', 'The input has a key that is not allowed.', { reason: 'prototype_key' });
}

function refuseBrokenText(text: string): void {
  if (!text.includes('\u0000') && !/\p{Surrogate}/u.test(text)) return;
  throw new DomainError('invalid', 'A text holds NUL or half a character.', { reason: 'broken_text' });
}

/** Socket.IO can carry binary parts; no door takes them. */
function refuseForeignObject(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) || prototype === Object.prototype || prototype === null) return;
  throw new DomainError('invalid', 'The input is not plain JSON.', { reason: 'not_json' });
}
