import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeys, openStatement } from '@liaison/access-record';
import { receiptGiven, type Id } from '@liaison/contracts';
import { formatPolicy, formatPrivateKey, keyInMemory, newSeed, type PublicKey } from '@liaison/transparency-log';
import { LogFolder } from '../../apps/server/src/platform/log-folder/log-folder.js';
import { readKeys } from '../../apps/server/src/platform/log-folder/log-keys.js';
import { untilSigned } from '../kit/log.js';
import { keysIn, noteOf, Receipting } from '../kit/receipts.js';
import { openRoom, type Room } from '../kit/room.js';

let path: string;
let room: Room;
let log: Receipting;

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'liaison-rotation-'));
  room = await openRoom({ log: path });
  log = new Receipting(room, path);
});
afterAll(async () => {
  await room.close();
  await rm(path, { recursive: true, force: true });
});

const given = async (): Promise<Uint8Array> =>
  noteOf((await log.ask(room.ana, 'GET', '/operations')).headers.get(receiptGiven));
const recordIn = (receipt: Uint8Array, key: PublicKey): Id => openStatement('receipt', receipt, [key]).record;
const keysOf = async (): Promise<Uint8Array> => noteOf((await log.check(room.ana, room.ana.id)).keys);

it('while the key is changed both sign, and who knew the old one knows the next from what both have signed', async () => {
  const folder = new LogFolder(path);
  const [old] = await readKeys(folder);
  if (!old) throw new Error('no key');
  const seed = newSeed();
  const next = keyInMemory(old.name, seed);
  const before = await given();
  expect(keysIn(await log.check(room.ana, room.ana.id))).toHaveLength(1);

  await folder.write(new Map([['key.next', Buffer.from(formatPrivateKey(next.name, seed))]]), 0o600);
  expect(() => recordIn(before, next)).toThrow(/no trusted key/);
  const policy = formatPolicy({ logs: [old, next], witnesses: [], threshold: 0 });
  await folder.write(new Map([['policy', Buffer.from(policy)]]));
  const between = await given();
  expect(recordIn(between, old)).toBe(recordIn(between, next));
  const known = openKeys(await keysOf(), [old]);
  expect(known.map(({ publicKey }) => publicKey)).toEqual([old, next].map(({ publicKey }) => publicKey));

  // As `liaison log key --finish` asks: a checkpoint bears both.
  await untilSigned(room);
  await rename(join(path, 'key.next'), join(path, 'key'));
  const after = await given();
  expect(() => recordIn(after, old)).toThrow(/no trusted key/);
  for (const receipt of [before, between, after]) {
    const { record, digest } = openStatement('receipt', receipt, known);
    const { inclusion } = await log.settled(room.ana, record);
    expect(openStatement('inclusion', noteOf(inclusion), known)).toMatchObject({ record, digest });
  }
  // A device that was away all the while: nothing that it knows vouches for the next key.
  const late = await keysOf();
  expect(() => openKeys(late, [old])).toThrow(/no key that is known/);
});
