import { conflict, recordClasses, type RecordClass } from '@liaison/domain';
import { LogError } from '@liaison/transparency-log';
import { digestsOf, parseCanonical } from './canonical-json.js';
import { canonical, fieldDigest } from './field.js';
import { newSalt } from './salt.js';
import { scopesOf } from './scope.js';

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
  /** Of a look-up outside of operations: agencies whose oversight may see who looked. */
  readonly overseers: readonly string[];
  readonly recipients: readonly string[];
  readonly ground: string | null;
  readonly rule: string | null;
  readonly detail: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Whose values the body holds, and the record only salted digests of. */
export type PersonalFacts = Omit<ActFacts, 'at' | 'class' | 'act' | 'outcome'>;

/** Those of which every record has one. Objects come beside them, in one field for each agency whose they are. */
export const personalFields = [
  'operation',
  'compartment',
  'person',
  'agency',
  'role',
  'session',
  'address',
  'subjectAgencies',
  'overseers',
  'recipients',
  'ground',
  'rule',
  'detail',
] as const;

/** Name of the field that holds the objects of one agency, or those that are nobody's. */
export const objectsOf = (owner: string | null): string => (owner === null ? 'objects' : `objects/${owner}`);

/**
 * A record has as many digests as a multiple of this, and an entry as many numbers: else whoever is shown its own part of
 * an act could count how many others' information it touched.
 */
export const padding = 8;

const paddingName = 'padding/';
/** Whether a field holds nothing and is there for the number's sake. */
export const isPadding = (name: string): boolean => name.startsWith(paddingName);

/**
 * Every personal field by its name and value. An agency's objects are a field of their own, so that it can be shown them
 * and nothing of others'; each subject agency has one, also where it is empty. Fields that hold nothing make the number
 * full.
 */
export function fieldsOf(facts: PersonalFacts): ReadonlyMap<string, unknown> {
  const objects = new Map<string, TouchedObject[]>(facts.subjectAgencies.map((agency) => [objectsOf(agency), []]));
  for (const object of facts.objects) {
    const name = objectsOf(object.owner);
    const held = objects.get(name);
    if (held) held.push(object);
    else objects.set(name, [object]);
  }
  const fields = new Map<string, unknown>([...personalFields.map((name) => [name, facts[name]] as const), ...objects]);
  for (let n = 1; fields.size % padding !== 0; n += 1) fields.set(`${paddingName}${n}`, null);
  return fields;
}

/**
 * The record's exact bytes: RFC 8785 canonical JSON of what is never erased and the sorted salted digests of every
 * personal field (the disclosure form of SD-JWT, RFC 9901: SHA-256 over `[salt, name, value]`, 128-bit salts). The
 * salts go into the body; without them a digest tells nothing. Throws `conflict` for an act on the information of more
 * agencies than an entry has room for.
 */
export function makeRecord(facts: ActFacts, policyVersion: string): { bytes: Buffer; salts: Record<string, string> } {
  requireRoom(facts);
  const salts: Record<string, string> = {};
  const digests: string[] = [];
  for (const [name, value] of fieldsOf(facts)) {
    const salt = newSalt();
    salts[name] = salt;
    digests.push(fieldDigest(salt, name, value));
  }
  const record = {
    version: recordVersion,
    at: facts.at.toISOString(),
    class: facts.class,
    act: facts.act,
    outcome: facts.outcome,
    groundStated: facts.ground !== null,
    policy: policyVersion,
    digests: digests.sort(),
  };
  return { bytes: Buffer.from(canonical(record), 'utf8'), salts };
}

/** Of an entry, whose 65,535 bytes (C2SP tlog-tiles) hold the digest of a number for each. */
const mostScopes = 1_400;

/** Refused before it is done: what has no room in the tree would hold up all that comes after it. */
function requireRoom(facts: ActFacts): void {
  if (scopesOf(facts).length <= mostScopes) return;
  throw conflict(
    'too_many_agencies',
    `This touches the information of more agencies than one record can name (${mostScopes - 2}). Ask for less at once.`,
  );
}

/** The values for which there is a salt, each with it: what opens the digests of a record. */
export function disclose(
  facts: PersonalFacts,
  salts: Readonly<Record<string, string>>,
): Readonly<Record<string, { readonly salt: string; readonly value: unknown }>> {
  const fields = fieldsOf(facts);
  return Object.fromEntries(
    Object.entries(salts).map(([name, salt]) => [name, { salt, value: fields.get(name) ?? null }]),
  );
}

/** What a record says without its body. */
export interface AccessRecord {
  readonly at: Date;
  readonly class: RecordClass;
  readonly act: string;
  readonly outcome: 'success' | 'failure';
  readonly groundStated: boolean;
  readonly policy: string;
  /** One salted digest for each of `fieldsOf`, sorted: which is whose, only the salts tell. */
  readonly digests: readonly string[];
}

const recordFields = ['act', 'at', 'class', 'digests', 'groundStated', 'outcome', 'policy', 'version'] as const;

/** Throws `malformed` for anything but what `makeRecord` writes. */
export function parseRecord(bytes: Uint8Array): AccessRecord {
  const held = parseCanonical(bytes, recordFields, 'the record');
  if (held.version !== recordVersion) throw new LogError('malformed', 'the record is of an unknown version');
  const digests = digestsOf(held.digests, 'the record’s digests');
  if (digests.length < personalFields.length || digests.length % padding !== 0)
    throw new LogError('malformed', `the record has ${digests.length} digests, and no such number of fields`);
  if (typeof held.groundStated !== 'boolean')
    throw new LogError('malformed', 'the record does not say whether a ground was stated');
  return {
    at: instantIn(held.at),
    class: oneOf(recordClasses, held.class, 'class'),
    act: textIn(held.act, 'act'),
    outcome: oneOf(['success', 'failure'] as const, held.outcome, 'outcome'),
    groundStated: held.groundStated,
    policy: textIn(held.policy, 'policy'),
    digests,
  };
}

function instantIn(value: unknown): Date {
  const at = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(at.getTime()) || at.toISOString() !== value)
    throw new LogError('malformed', 'the record’s time is not written as it should be');
  return at;
}

function oneOf<T extends string>(known: readonly T[], value: unknown, name: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new LogError('malformed', `the record’s ${name} is unknown`);
  return found;
}

function textIn(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new LogError('malformed', `the record’s ${name} is no text`);
  return value;
}
