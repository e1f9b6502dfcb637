import { concat, decodeText, encodeText, fromBase64, isEqual, toBase64 } from './bytes.js';
import { sha256 } from './digest.js';
import { LogError } from './log-error.js';

const idSize = 4;

/** Enough for a log, its witnesses and rotated keys. */
const mostSignatures = 64;
const mostBytes = 1024 * 1024;

export interface NoteSignature {
  readonly name: string;
  /** Key id and signature. */
  readonly bytes: Uint8Array;
}

/** A signed note (C2SP signed-note): text that ends with a newline, and signatures nobody has checked yet. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key that is trusted, by name and id. `check` answers null where the signature does not hold. */
export interface Verifier<Said = unknown> {
  readonly name: string;
  readonly id: Uint8Array;
  check(text: string, signature: Uint8Array): Said | null;
}

export interface Signer {
  readonly name: string;
  readonly id: Uint8Array;
  sign(text: string): Promise<Uint8Array>;
}

export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > mostBytes) throw new LogError('malformed', 'the note is longer than 1 MiB');
  const whole = decodeText(bytes);
  // eslint-disable-next-line no-control-regex -- the format forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) throw new LogError('malformed', 'the note has control characters');
  const end = whole.lastIndexOf('\n\n');
  if (end < 1 || !whole.endsWith('\n'))
    throw new LogError('malformed', 'the note has no signatures after an empty line');
  const lines = whole.slice(end + 2, -1).split('\n');
  if (lines.length > mostSignatures)
    throw new LogError('malformed', `the note has more than ${mostSignatures} signatures`);
  return { text: whole.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

export function parseSignature(line: string): NoteSignature {
  const [dash, name = '', signature = '', ...rest] = line.split(' ');
  if (dash !== '—' || rest.length > 0 || !isKeyName(name))
    throw new LogError('malformed', 'a signature line is malformed');
  const bytes = fromBase64(signature, 'a signature');
  if (bytes.length <= idSize) throw new LogError('malformed', 'a signature is too short');
  return { name, bytes };
}

export const formatSignature = ({ name, bytes }: NoteSignature): string => `— ${name} ${toBase64(bytes)}\n`;

export const formatNote = ({ text, signatures }: Note): Uint8Array =>
  encodeText(`${text}\n${signatures.map(formatSignature).join('')}`);

export async function signText(text: string, signers: readonly Signer[]): Promise<Note> {
  const sign = async (signer: Signer): Promise<NoteSignature> => ({
    name: signer.name,
    bytes: concat(signer.id, await signer.sign(text)),
  });
  return { text, signatures: await Promise.all(signers.map(sign)) };
}

/**
 * What the trusted keys among these said. Signatures of keys nobody trusts are passed over; one of a trusted key that
 * does not hold spoils the whole note.
 */
export function saidBy<Said>(
  { text, signatures }: Note,
  verifiers: readonly Verifier<Said>[],
): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const signature of signatures) {
    const verifier = verifiers.find((one) => isBy(one, signature));
    if (!verifier) continue;
    const held = verifier.check(text, signature.bytes.subarray(idSize));
    if (held === null) throw new LogError('forged', `the signature of ${signature.name} does not hold`);
    said.set(signature.name, held);
  }
  return said;
}

/** Whether a signature says it is of this key. That it holds is another question. */
export const isBy = (verifier: Verifier, { name, bytes }: NoteSignature): boolean =>
  verifier.name === name && isEqual(verifier.id, bytes.subarray(0, idSize));

/** The first bytes of a digest over name, kind and key: short on purpose, it only tells keys apart. */
export const keyId = (name: string, kind: number, publicKey: Uint8Array): Uint8Array =>
  sha256(encodeText(`${name}\n`), Uint8Array.of(kind), publicKey).subarray(0, idSize);

export const isKeyName = (name: string): boolean => /^[^\s+\p{White_Space}]+$/u.test(name);
