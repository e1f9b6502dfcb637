import { parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { parseCount } from './bytes.js';
import {
  formatLogKey,
  formatWitnessKey,
  isSameKey,
  logVerifier,
  parseLogKey,
  parseWitnessKey,
  witnessVerifier,
} from './keys.js';
import type { Cosigned, PublicKey } from './keys.js';
import { LogError } from './log-error.js';
import { parseNote, saidBy } from './note.js';

/** A witness, and where it can be asked: its submission prefix (C2SP tlog-witness). Verifying needs no address. */
export interface KnownWitness extends PublicKey {
  readonly url?: string;
}

/**
 * Whom somebody trusts: the log's keys (more than one while they are changed) and `threshold` of the witnesses. In
 * text it is the part of C2SP tlog-policy that says this: logs, witnesses, one group, one quorum.
 */
export interface Policy {
  readonly logs: readonly PublicKey[];
  readonly witnesses: readonly KnownWitness[];
  readonly threshold: number;
}

/** A checkpoint that the log signed, and who cosigned it. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly cosigned: ReadonlyMap<string, Cosigned>;
}

/** Throws unless a trusted log key signed it and no trusted key's signature is false. Witnesses may be too few. */
export function openCheckpoint(bytes: Uint8Array, policy: Policy): OpenedCheckpoint {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  const keys = policy.logs.filter(({ name }) => name === checkpoint.origin);
  if (keys.length === 0) throw new LogError('unknown', `no key is trusted for the origin ${checkpoint.origin}`);
  if (saidBy(note, keys.map(logVerifier)).size === 0)
    throw new LogError('unknown', 'no trusted key of the log has signed the checkpoint');
  return { ...checkpoint, cosigned: saidBy(note, policy.witnesses.map(witnessVerifier)) };
}

/** Throws `unwitnessed` where fewer have cosigned than the policy asks for. */
export function requireWitnesses({ cosigned }: OpenedCheckpoint, { threshold }: Policy): void {
  if (cosigned.size < threshold)
    throw new LogError(
      'unwitnessed',
      `not yet witnessed: ${cosigned.size} witnesses have cosigned, ${threshold} are asked for`,
    );
}

export function formatPolicy({ logs, witnesses, threshold }: Policy): string {
  const lines = [
    ...logs.map((key) => `log ${formatLogKey(key)}`),
    ...witnesses.map(
      (key) => `witness ${key.name} ${formatWitnessKey(key)}${key.url === undefined ? '' : ` ${key.url}`}`,
    ),
    ...(threshold === 0
      ? ['quorum none']
      : [`group witnesses ${threshold} ${witnesses.map(({ name }) => name).join(' ')}`, 'quorum witnesses']),
  ];
  return `${lines.join('\n')}\n`;
}

export function parsePolicy(text: string): Policy {
  const logs: PublicKey[] = [];
  const witnesses: KnownWitness[] = [];
  let group: { readonly name: string; readonly threshold: number } | null = null;
  let threshold: number | null = null;
  for (const [at, line] of text.split('\n').entries()) {
    const [word, ...rest] = line.trim().split(/[ \t]+/);
    const [first = ''] = rest;
    const where = `line ${at + 1} of the policy`;
    if (word === '' || word?.startsWith('#')) continue;
    else if (word === 'log') logs.push(other(logs, parseLogKey(first), where));
    else if (word === 'witness') witnesses.push(witnessOf(rest, witnesses, where));
    else if (word === 'group' && group === null) group = { name: first, threshold: groupOf(rest, witnesses, where) };
    else if (word === 'quorum' && threshold === null) threshold = quorumOf(first, witnesses, group, where);
    else throw new LogError('malformed', `${where} is not understood`);
  }
  if (threshold === null) throw new LogError('malformed', 'the policy names no quorum');
  return { logs, witnesses, threshold };
}

function other(known: readonly PublicKey[], key: PublicKey, where: string, called = key.name): PublicKey {
  if (called !== key.name) throw new LogError('malformed', `${where} calls ${key.name} by another name`);
  if (known.some((one) => isSameKey(one, key))) throw new LogError('malformed', `${where} repeats a key`);
  return key;
}

/** `<name> <key> [<url>]`. */
function witnessOf(
  [called = '', key = '', url, ...more]: readonly string[],
  known: readonly PublicKey[],
  where: string,
): KnownWitness {
  const witness = other(known, parseWitnessKey(key), where, called);
  if (more.length > 0) throw new LogError('malformed', `${where} is not understood`);
  return url === undefined ? witness : { ...witness, url: addressOf(url, where) };
}

function addressOf(text: string, where: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new LogError('malformed', `the address in ${where} must begin with https:// or http://`);
  if (url.username || url.password || url.search || url.hash)
    throw new LogError('malformed', `the address in ${where} must be a plain one: no name, password, ? or #`);
  return text;
}

/** `<name> all|any|<k> <witness>...`, all witnesses once: the only group there is. */
function groupOf(
  [, count = '', ...members]: readonly string[],
  witnesses: readonly PublicKey[],
  where: string,
): number {
  const names = new Set(members);
  if (
    names.size !== members.length ||
    members.length !== witnesses.length ||
    witnesses.some(({ name }) => !names.has(name))
  )
    throw new LogError('malformed', `${where} must name each witness once`);
  const k = count === 'all' ? members.length : count === 'any' ? 1 : parseCount(count, `the number in ${where}`);
  if (k < 1 || k > members.length)
    throw new LogError('malformed', `${where} asks for ${k} of ${members.length} witnesses`);
  return k;
}

function quorumOf(
  name: string,
  witnesses: readonly PublicKey[],
  group: { readonly name: string; readonly threshold: number } | null,
  where: string,
): number {
  if (name === 'none') return 0;
  if (name === group?.name) return group.threshold;
  if (witnesses.length === 1 && witnesses[0]?.name === name) return 1;
  throw new LogError('malformed', `${where} names a quorum that is not defined`);
}
