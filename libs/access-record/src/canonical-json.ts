import { LogError } from '@liaison/transparency-log';
import { canonical } from './field.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Of an object with just these names, written as RFC 8785 writes it. Throws `malformed`: one value has one spelling. */
export function parseCanonical(bytes: Uint8Array, names: readonly string[], what: string): Record<string, unknown> {
  const value = valueOf(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LogError('malformed', `${what} is no JSON object`);
  const text = strict.decode(bytes);
  if (canonical(value) !== text) throw new LogError('malformed', `${what} is not written in canonical form`);
  const held = Object.keys(value);
  const stranger = held.find((name) => !names.includes(name));
  if (stranger !== undefined) throw new LogError('malformed', `${what} has a field too many`);
  const absent = names.find((name) => !held.includes(name));
  if (absent !== undefined) throw new LogError('malformed', `${what} has no field "${absent}"`);
  return { ...value };
}

function valueOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strict.decode(bytes));
  } catch {
    return undefined;
  }
}

const digest = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** A list of SHA-256 digests in base64url, sorted, none twice. */
export function digestsOf(value: unknown, what: string): readonly string[] {
  const isList =
    Array.isArray(value) && value.every((one): one is string => typeof one === 'string' && digest.test(one));
  if (!isList) throw new LogError('malformed', `${what} are no list of digests`);
  if (value.some((one, at) => at > 0 && one <= (value[at - 1] ?? '')))
    throw new LogError('malformed', `${what} are not sorted, or one is there twice`);
  return value;
}

export function digestIn(value: unknown, what: string): string {
  if (typeof value !== 'string' || !digest.test(value)) throw new LogError('malformed', `${what} is no digest`);
  return value;
}
