import { canonical, parseCanonical } from '@liaison/access-record';
import { LogError } from '@liaison/transparency-log';

/** A personal field's value and the salt that opens its digest in the record. */
export interface Disclosed {
  readonly salt: string;
  readonly value: unknown;
}

/** One record as an extract holds it, in one line. */
export interface Line {
  /** The record's exact bytes, as text. */
  readonly record: string;
  /** The exact bytes of the tree's entry, as text. */
  readonly entry: string;
  /** A C2SP tlog-proof up to its empty line; what follows it is the extract's checkpoint. */
  readonly proof: string;
  /** The record's number in the extract's scope, and the salt that opens its digest in the entry. */
  readonly n: number;
  readonly salt: string;
  readonly disclosed: Readonly<Record<string, Disclosed>>;
}

const names = ['disclosed', 'entry', 'n', 'proof', 'record', 'salt'] as const;

export const formatLine = (line: Line): Uint8Array => new TextEncoder().encode(`${canonical(line)}\n`);

/** Throws `malformed` for anything but what `formatLine` writes, without its newline. */
export function parseLine(bytes: Uint8Array): Line {
  if (halfLetter.test(new TextDecoder().decode(bytes))) throw malformed('the line has half of a letter');
  const { disclosed, entry, n, proof, record, salt } = parseCanonical(bytes, names, 'the line');
  if (typeof n !== 'number' || !Number.isSafeInteger(n) || n < 1) throw malformed('n is no number of a record');
  return {
    record: textIn(record, 'record'),
    entry: textIn(entry, 'entry'),
    proof: textIn(proof, 'proof'),
    n,
    salt: textIn(salt, 'salt'),
    disclosed: disclosedIn(disclosed),
  };
}

/** Twice of what a server packs: more would only fill the memory of whoever looks. */
const mostLines = 100_000;

/** The lines of a file: each ends with a newline. */
export function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from);
    if (end < 0) throw malformed('the last line does not end');
    if (lines.length === mostLines) throw malformed(`has more than ${mostLines} lines`);
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

const newline = 10;

function disclosedIn(value: unknown): Readonly<Record<string, Disclosed>> {
  if (!isObject(value)) throw malformed('disclosed is no object');
  const fields = Object.entries(value).map(([name, field]) => {
    if (!isObject(field) || Object.keys(field).join() !== 'salt,value') throw malformed(`${name} is no salt and value`);
    return [name, { salt: textIn(field.salt, `the salt of ${name}`), value: field.value }] as const;
  });
  return Object.fromEntries(fields);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textIn(value: unknown, name: string): string {
  if (typeof value !== 'string') throw malformed(`${name} is no text`);
  return value;
}

/** As canonical JSON writes it. UTF-8 has no form for half of a surrogate pair: two texts would have the same digest. */
const halfLetter = /(?<!\\)(?:\\\\)*\\ud[0-9a-f]{3}/;

const malformed = (message: string): LogError => new LogError('malformed', message);
