import type { AccessRecordDetail, RecordProof, SignedTree } from '@liaison/contracts';
import {
  canonical,
  digestOf,
  fieldDigest,
  isPadding,
  parseEntry,
  parseRecord,
  scopeDigest,
} from '@liaison/access-record';
import {
  formatLogKey,
  LogError,
  parsePolicy,
  parseProof,
  requireWitnesses,
  verifyProof,
  type OpenedCheckpoint,
  type Policy,
} from '@liaison/transparency-log';
import { bytesOf } from '../../sync/base64.js';

/** One thing that was checked, in words. */
export interface Checked {
  readonly words: string;
  /** `pending`: not false, but not yet so. */
  readonly outcome: 'held' | 'pending' | 'failed';
}

export interface ProofReport {
  /** `refused` where anything failed; nothing is checked after the first that did. */
  readonly outcome: 'verified' | 'unwitnessed' | 'refused';
  readonly checks: readonly Checked[];
  /** Which of the log's keys the policy trusts: for comparing with one's own. */
  readonly keys: readonly string[];
}

/** What stands on the screen, as it is compared. */
type Shown = Omit<AccessRecordDetail, 'personName' | 'seenAs' | 'explanation' | 'couldSee'>;

/** Fields of the screen that are fields of the record as they are. */
const plain = [
  'operation',
  'person',
  'agency',
  'role',
  'ground',
  'address',
  'session',
  'recipients',
  'rule',
  'compartment',
  'detail',
] as const;

/** Checks, with what was fetched and nothing more, that the record on the screen stands in the tree that the log signed. */
export function checkProof(shown: Shown, proof: RecordProof, { policy: text }: SignedTree): ProofReport {
  const checks: Checked[] = [];
  const held = (words: string): number => checks.push({ words, outcome: 'held' });
  let policy: Policy | null = null;
  try {
    policy = parsePolicy(text);
    sameRecord(shown, proof);
    held(
      'The record’s sealed bytes say the same as this screen: time, class, act, outcome, whether a ground was stated.',
    );
    checks.push(sameValues(shown, proof));
    held(`The log’s entry holds the SHA-256 digest of exactly these bytes: ${sameEntry(proof)}.`);
    const head = inTree(proof, policy);
    held(`The entry is number ${proof.entry} of the ${head.size} that ${head.origin} has signed for.`);
    for (const { n, kind } of numbersOf(proof))
      held(
        `It bears number ${n} of the records for ${kind === 'agency' ? 'your agency' : 'oversight'}; none can be left out unseen.`,
      );
    const witnessed = witnessesOf(head, policy);
    checks.push(witnessed);
    return { outcome: witnessed.outcome === 'held' ? 'verified' : 'unwitnessed', checks, keys: keysOf(policy) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    checks.push({ words: `${error.message} (${error.fault}).`, outcome: 'failed' });
    return { outcome: 'refused', checks, keys: policy ? keysOf(policy) : [] };
  }
}

const keysOf = (policy: Policy): readonly string[] => policy.logs.map(formatLogKey);

function sameRecord(shown: Shown, proof: RecordProof): void {
  if (proof.record !== shown.id) throw new LogError('inconsistent', 'the proof is of another record');
  const sealed = parseRecord(bytesIn(proof.recordBytes, 'the record'));
  const differs =
    sealed.at.toISOString() !== new Date(shown.at).toISOString() ||
    sealed.class !== shown.class ||
    sealed.act !== shown.act ||
    sealed.outcome !== shown.outcome ||
    sealed.groundStated !== shown.groundStated;
  if (differs) throw new LogError('inconsistent', 'the sealed record says something else than this screen');
}

/** Each value that was opened is one that the sealed record holds, and the screen shows these and no other. */
function sameValues(shown: Shown, { disclosed, recordBytes }: RecordProof): Checked {
  const { digests } = parseRecord(bytesIn(recordBytes, 'the record'));
  for (const [name, { salt, value }] of Object.entries(disclosed))
    if (!digests.includes(fieldDigest(salt, name, value)))
      throw new LogError('inconsistent', `${name} is not what the sealed record holds`);
  // Objects are a field for each agency's, and one can be gone without the others.
  for (const name of shown.erased)
    if (name !== 'objects' && disclosed[name])
      throw new LogError('inconsistent', `${name} is said to be erased, and is there`);
  for (const name of plain) {
    const opened = disclosed[name];
    if (opened ? canonical(opened.value) !== canonical(shown[name]) : shown[name] !== null)
      throw new LogError('inconsistent', `${name} on this screen is not what the sealed record holds`);
  }
  if (objectsIn(shown.objects) !== objectsIn(openedObjects(disclosed)))
    throw new LogError('inconsistent', 'the objects on this screen are not those that the sealed record holds');
  const count = Object.keys(disclosed).filter((name) => !isPadding(name)).length;
  if (count === 0) return { words: 'No value of the record is opened: they were erased.', outcome: 'pending' };
  const compared = `${count} values were opened by their salts, and are those on this screen`;
  return shown.erased.length === 0
    ? { words: `${compared}: person, agency, objects and all others shown.`, outcome: 'held' }
    : { words: `${compared}. Erased, and so compared with nothing: ${shown.erased.join(', ')}.`, outcome: 'held' };
}

const openedObjects = (disclosed: RecordProof['disclosed']): Shown['objects'] =>
  Object.entries(disclosed).flatMap(([name, { value }]) =>
    name === 'objects' || name.startsWith('objects/') ? (value as Shown['objects']) : [],
  );

/** In whatever order they come. */
const objectsIn = (objects: Shown['objects']): string =>
  objects
    .map(({ type, id, version, ref }) => canonical([type, id, version, ref]))
    .sort()
    .join();

/** The digest, as a receipt has it too. */
function sameEntry(proof: RecordProof): string {
  const { record } = parseEntry(bytesIn(proof.entryBytes, 'the entry'));
  if (record !== digestOf(bytesIn(proof.recordBytes, 'the record')))
    throw new LogError('inconsistent', 'the entry is of another record');
  return record;
}

function inTree(proof: RecordProof, policy: Policy): OpenedCheckpoint {
  const inclusion = parseProof(new TextEncoder().encode(proof.proof));
  if (inclusion.index !== proof.entry) throw new LogError('inconsistent', 'the proof is of another entry');
  return verifyProof(bytesIn(proof.entryBytes, 'the entry'), inclusion, policy);
}

/** The reader's own numbers; each has to stand in the entry. */
function numbersOf({ numbers, entryBytes }: RecordProof): RecordProof['numbers'] {
  const { scopes } = parseEntry(bytesIn(entryBytes, 'the entry'));
  const astray = numbers.find((one) => !scopes.includes(scopeDigest(one.salt, one)));
  if (astray) throw new LogError('inconsistent', `number ${astray.n} does not stand in the entry`);
  return numbers;
}

function witnessesOf(head: OpenedCheckpoint, policy: Policy): Checked {
  const names = [...head.cosigned.keys()].sort().join(', ');
  if (policy.threshold === 0)
    return { words: 'No witness is asked for: only the operator vouches that there is one tree.', outcome: 'pending' };
  try {
    requireWitnesses(head, policy);
    return { words: `${head.cosigned.size} witnesses have cosigned this tree: ${names}.`, outcome: 'held' };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return {
      words: `Not yet witnessed: ${head.cosigned.size} of the ${policy.threshold} witnesses that are asked for.`,
      outcome: 'pending',
    };
  }
}

function bytesIn(base64: string, what: string): Uint8Array {
  try {
    return bytesOf(base64);
  } catch {
    throw new LogError('malformed', `${what} is no base64`);
  }
}
