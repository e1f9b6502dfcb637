import { hash, randomFillSync } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RecordClass } from '@liaison/domain';

export const recordVersion = 1;

export interface TouchedObject {
  readonly type: string;
  readonly id: string;
  readonly version: number | null;
  readonly ref: string | null;
  /** Agency whose information it is. */
  readonly owner: string | null;
}

/** What one act was, before it becomes a record and a body. */
export interface ActFacts {
  readonly at: Date;
  readonly class: RecordClass;
  readonly act: string;
  readonly outcome: 'success' | 'failure';
  readonly operation: string | null;
  readonly compartment: string | null;
  readonly person: string | null;
  readonly agency: string | null;
  readonly role: string | null;
  readonly session: string | null;
  readonly address: string;
  readonly objects: readonly TouchedObject[];
  readonly subjectAgencies: readonly string[];
  readonly recipients: readonly string[];
  readonly ground: string | null;
  readonly rule: string | null;
  readonly detail: Readonly<Record<string, string | number | readonly string[]>>;
}

const personal = [
  'operation',
  'compartment',
  'person',
  'agency',
  'role',
  'session',
  'address',
  'objects',
  'subjectAgencies',
  'recipients',
  'ground',
  'rule',
  'detail',
] as const;

/** In bytes. */
const saltSize = 16;
/** Random bytes are fetched for some dozens of records at once: each fetch costs more than all else of a record's salts. */
const randomness = Buffer.alloc(512 * saltSize);
let spent = randomness.length;

function newSalt(): string {
  if (spent === randomness.length) {
    randomFillSync(randomness);
    spent = 0;
  }
  spent += saltSize;
  return randomness.toString('base64url', spent - saltSize, spent);
}

/**
 * The record's exact bytes: RFC 8785 canonical JSON of what is never erased and the sorted salted digests of every
 * personal field (the disclosure form of SD-JWT, RFC 9901: SHA-256 over `[salt, name, value]`, 128-bit salts). The
 * salts go into the body; without them a digest tells nothing.
 */
export function makeRecord(facts: ActFacts, policyVersion: string): { bytes: Buffer; salts: Record<string, string> } {
  const salts: Record<string, string> = {};
  const digests = personal.map((name) => {
    const salt = newSalt();
    salts[name] = salt;
    return fieldDigest(salt, name, facts[name]);
  });
  const record = {
    version: recordVersion,
    at: facts.at.toISOString(),
    class: facts.class,
    act: facts.act,
    outcome: facts.outcome,
    policy: policyVersion,
    digests: digests.sort(),
  };
  return { bytes: Buffer.from(canonical(record), 'utf8'), salts };
}

export const fieldDigest = (salt: string, name: string, value: unknown): string =>
  hash('sha256', `[${canonical(salt)},${canonical(name)},${canonical(value)}]`, 'base64url');

/** A text is canonical as JSON writes it, and most values are texts. */
const canonical = (value: unknown): string =>
  value === null || typeof value === 'string' ? JSON.stringify(value) : (canonicalize(value) ?? 'null');
