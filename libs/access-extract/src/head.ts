import {
  logVerifier,
  openCheckpoint,
  parseNote,
  requireWitnesses,
  type OpenedCheckpoint,
  type Policy,
  witnessVerifier,
} from '@liaison/transparency-log';
import { ExtractError } from './fault.js';

/**
 * The head of the log that the extract stands on. Throws unless each policy is satisfied, by signatures that hold and
 * stand there once, and every signature is by a key that one of the policies names.
 */
export function openHead(checkpoint: Uint8Array, enclosed: Policy, trusted: Policy | null): OpenedCheckpoint {
  const policies = trusted ? [trusted, enclosed] : [enclosed];
  const [opened] = policies.map((policy) => {
    const head = openCheckpoint(checkpoint, policy);
    requireWitnesses(head, policy);
    return head;
  });
  requireKnown(checkpoint, policies);
  if (!opened) throw new Error('no policy');
  return opened;
}

function requireKnown(checkpoint: Uint8Array, policies: readonly Policy[]): void {
  const known = new Set(policies.flatMap(keysOf));
  const seen = new Set<string>();
  for (const { name, bytes } of parseNote(checkpoint).signatures) {
    const key = nameOf(name, bytes.subarray(0, keyIdSize));
    if (!known.has(key)) throw new ExtractError('unknown', 'a signature is by a key that no policy names');
    if (seen.has(key)) throw new ExtractError('repeated', `the signature of ${name} stands there twice`);
    seen.add(key);
  }
}

const keyIdSize = 4;

const keysOf = ({ logs, witnesses }: Policy): readonly string[] =>
  [...logs.map(logVerifier), ...witnesses.map(witnessVerifier)].map(({ name, id }) => nameOf(name, id));

const nameOf = (name: string, id: Uint8Array): string => `${name} ${id.join()}`;
