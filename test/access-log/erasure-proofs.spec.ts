import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, parseEntry } from '@liaison/access-record';
import type { AccessRecordView, Erasure, NewPerson, Page, RecordProof, SignedTree } from '@liaison/contracts';
import { StoredLog } from '@liaison/persistence';
import { parsePolicy, parseProof, verifyProof } from '@liaison/transparency-log';
import pLimit from 'p-limit';
import { lookThrough } from '../../apps/server/src/access-log/tree/look-through.js';
import { LogFolder } from '../../apps/server/src/platform/log-folder/log-folder.js';
import { CommandLine } from '../kit/command-line.js';
import { untilSigned } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { everyCell } from '../kit/rows.js';
import { as, ok, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

const subjects = 100;
const each = 8;
const others = 2_200;
/** More than letters: of so many salts one holds a word by chance. */
const canary = /canary-\d+-|canary number/i;
const folder = mkdtempSync(join(tmpdir(), 'liaison-erasure-'));
let world: TwoAgencies;
let nl: Person;
let fr: Person;
let gone: readonly string[];
let from: string;

beforeAll(async () => {
  world = await twoAgencies({ log: join(folder, 'log') });
  from = world.clock.now().toISOString();
  nl = await world.nl.person('auditor', 'auditor');
  fr = await world.fr.person('auditor', 'auditor');
  gone = await sideBySide(Array.from({ length: subjects }, (_, n) => () => leaver(n)));
  const at = world.clock.now();
  const read = (person: string | null, agency: string, words: string, owner: string) => ({
    at,
    person,
    agency,
    address: words,
    ground: words,
    objects: [{ type: 'dataset', id: owner, version: 1, ref: 'KEPT-1', owner }],
  });
  const acts = Array.from({ length: others }, () => read(nl.id, world.nl.id, 'stays here', world.fr.id));
  const theirs = gone.flatMap((person, n) =>
    Array.from({ length: each }, () => read(person, world.fr.id, `canary-${n}-`, world.nl.id)),
  );
  await recorded(world.server, mixed([...acts, ...theirs]));
  world.clock.stepMinutes(10);
  await untilSigned({ world });
}, 180_000);
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody of FR with an unmistakable name, who has left. */
async function leaver(n: number): Promise<string> {
  const who = { name: `Canary Number ${n}`, handle: `canary-${n}-`, signInName: `canary-${n}-@fr` };
  const { person } = ok(await as(world.fr.coordinator).post<NewPerson>('/agency/people', who));
  ok(await as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: false }));
  return person.id;
}

async function erased(person: string): Promise<void> {
  const asked = as(world.fr.coordinator).post<Erasure>('/agency/erasures', { person, basis: 'retention_over' });
  const done = await as(fr).post<Erasure>(`/agency/erasures/${ok(await asked).id}/carry-out`);
  expect(ok(done)).toMatchObject({ state: 'done', person: null });
}

/** Each waits until the tree holds it: one after another they would wait for a batch each. */
const sideBySide = <T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> => {
  const limit = pLimit(20);
  return Promise.all(acts.map((act) => limit(act)));
};

/** In an order that has nothing to do with whose they are. */
const mixed = <T>(all: readonly T[]): readonly T[] => all.map((_, n) => all[(n * 1_237) % all.length] as T);

const extract = async (who: Person): Promise<Uint8Array> => {
  const answer = await as(who).post('/log/extracts', { from });
  expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
  return answer.bytes;
};

/** As an operator's `check-log`. */
async function damages(): Promise<readonly unknown[]> {
  const log = await StoredLog.open(world.server.database.logUrl);
  try {
    return (await lookThrough(new LogFolder(join(folder, 'log')), log)).damages;
  } finally {
    await log.close();
  }
}

/** Every byte of every file of the folder. */
const everyFile = (): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
    .join('\n');

it('of 100 people erased among thousands of records nothing is left, and every proof, extract and check holds', async () => {
  const mine = ok(await as(nl).get<Page<AccessRecordView>>(`/log?person=${gone[7] ?? ''}`)).items;
  expect(mine).toHaveLength(each);
  const before = await everyCell(world.server);
  expect(before).toContain('canary-42-');

  await sideBySide(gone.map((person) => () => erased(person)));
  world.clock.stepMinutes(10);
  await untilSigned({ world });

  const cells = await everyCell(world.server);
  expect(cells).not.toMatch(canary);
  expect(everyFile()).not.toMatch(canary);
  expect(cells.split('stays here').length - 1).toBe(2 * others);
  expect(cells.split('KEPT-1').length - 1).toBe(others + subjects * each);
  expect(await damages()).toEqual([]);

  const { policy } = ok(await as(nl).get<SignedTree>('/log/checkpoint'));
  for (const { id } of mine) {
    const proof = ok(await as(nl).get<RecordProof>(`/log/records/${id}/proof`));
    const [entry, record] = [proof.entryBytes, proof.recordBytes].map((text) => Buffer.from(text, 'base64'));
    if (!entry || !record) throw new Error('no proof');
    verifyProof(entry, parseProof(Buffer.from(proof.proof)), parsePolicy(policy));
    expect(parseEntry(entry).record).toBe(digestOf(record));
  }

  writeFileSync(join(folder, 'own-policy'), policy);
  const line = new CommandLine('http://127.0.0.1:9');
  for (const who of [nl, fr]) {
    writeFileSync(join(folder, 'extract.zip'), await extract(who));
    const ran = await line.run(['log', 'verify', join(folder, 'extract.zip'), '--policy', join(folder, 'own-policy')]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain('Clean');
    expect(ran.out).toMatch(/erased \(entry \d+\)/);
    expect(ran.out).not.toMatch(canary);
  }
  line.close();
}, 300_000);
