import { digestOf, parseEntry, scopeDigest, type Entry } from '@liaison/access-record';
import { requireColumns, requireValues } from './check-record.js';
import { NumbersInLine } from './numbers-in-line.js';
import type { ErasingAstray, LogHead, OfEntries, StoredEntry, StoredLog } from '@liaison/persistence';
import {
  emptyRoot,
  fsck,
  fsckTile,
  LogError,
  openCheckpoint,
  TileReader,
  tilesOf,
  tileWidth,
  within,
  type Checkpoint,
  type Damage,
  type KeyProvider,
  type ReadPart,
  type Tile,
} from '@liaison/transparency-log';

/** The checkpoint that was published last. Throws `LogError` as `signedCheckpoint` does, and unless the tiles lead to it. */
export async function publishedCheckpoint(
  read: ReadPart,
  keys: readonly KeyProvider[],
  head: LogHead,
): Promise<Checkpoint> {
  const shown = await signedCheckpoint(read, keys, head);
  const root = await new TileReader(shown.size, read).root();
  if (!isSame(root, shown.root)) throw new LogError('inconsistent', 'the tiles do not lead to the signed checkpoint');
  return shown;
}

/**
 * Whatever becomes of the tiles. Throws `LogError` unless it is signed by one of the keys and the database is not behind
 * it.
 */
export async function signedCheckpoint(
  read: ReadPart,
  keys: readonly KeyProvider[],
  head: LogHead,
): Promise<Checkpoint> {
  const bytes = await read('checkpoint');
  if (!bytes && head.size > 0)
    throw new LogError('missing', `the database has ${head.size} entries, and the log’s folder has no checkpoint`);
  if (!bytes) return { origin: keys[0]?.name ?? '', size: 0, root: emptyRoot() };
  const shown = within('the checkpoint file:', () =>
    openCheckpoint(bytes, { logs: keys, witnesses: [], threshold: 0 }),
  );
  if (shown.size > head.size)
    throw new LogError(
      'inconsistent',
      `the database has ${head.size} entries, the signed checkpoint ${shown.size}: the database was set back`,
    );
  if (shown.size === head.size && !isSame(shown.root, head.root))
    throw new LogError('inconsistent', `the database’s tree of ${head.size} entries is another than the signed one`);
  return shown;
}

/** Throws `LogError` where the tree's right edge, on which it grows, is not what the database holds. */
export async function checkEdge(read: ReadPart, log: StoredLog, size: number): Promise<void> {
  const [tile] = size === 0 ? [] : tilesOf(0, size, size - 1);
  if (!tile) return;
  const { entries, damages } = await fsckTile(read, tile);
  const [first] = [...damages, ...(await damagesOfRows(log, tile, entries))];
  if (first) throw new LogError('inconsistent', `${first.path} ${first.reason}`);
}

/**
 * Everything: the files among themselves, the database's rows against them and each other, and the numbers of each scope.
 * In one walk over the files: the database, which ends a connection that says nothing, is asked between them.
 * Entries that came after the checkpoint are left to the next one, so that a log may grow meanwhile.
 */
export async function checkWhole(
  read: ReadPart,
  log: StoredLog,
  checkpoint: Pick<Checkpoint, 'size' | 'root'>,
): Promise<readonly Damage[]> {
  const numbers = new NumbersInLine();
  const loose = await looseRecords(log);
  const ofNone = await log.ofNoRecord();
  const erasing = await log.erasingAstray();
  const rows: Damage[] = [];
  const files = await fsck(read, checkpoint, async (tile, entries) => {
    rows.push(...(await damagesOfRows(log, tile, entries, numbers)));
  });
  return [
    ...files,
    ...rows,
    ...loose,
    ...ofNone.map(({ namedBy, record }) => ({ path: `${namedBy} of the record ${record}`, reason: noRecord(namedBy) })),
    ...erasing.map(({ record, ...one }) => ({ path: `access_record ${record}`, reason: erasedReason(one) })),
    ...numbers.gaps().map((scope) => ({ path: 'access_scope', reason: `the numbers of ${scope} have gaps` })),
  ];
}

const noRecord = (namedBy: string): string =>
  namedBy === 'access_line' ? 'there is no such record of that time' : 'there is no such record';

function erasedReason({ stated, found }: Omit<ErasingAstray, 'record'>): string {
  const named = `${found.records} bodies name it as what erased ${found.fields} of their fields`;
  if (stated === null) return `is no act that erases, and ${named}`;
  if (stated.records === `${found.records}` && stated.fields === `${found.fields}`)
    return `sealed that it erased other fields than the ${found.fields} of ${found.records} records that name it`;
  const says = (count: string | null): string => count ?? 'it does not say how many';
  return `erased, as it says, ${says(stated.fields)} fields of ${says(stated.records)} records, and ${named}`;
}

/** Records that the tree will never hold, or of which nobody can say whose they are. */
async function looseRecords(log: StoredLog): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  for (let part = await log.loose(null); part.last !== null; part = await log.loose(part.last)) {
    const say = (reason: string) => (record: string) => damages.push({ path: `access_record ${record}`, reason });
    part.unlogged.forEach(say('has no entry, and does not wait for one'));
    part.bodiless.forEach(say('has no body'));
  }
  return damages;
}

/** Of a tile's entries: the database's rows against what the tree holds, and each other; `numbers` is told those of each entry. */
async function damagesOfRows(
  log: StoredLog,
  { index, width }: Tile,
  entries: readonly Uint8Array[] | null,
  numbers?: NumbersInLine,
): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  const from = index * tileWidth;
  const beyond = from + width;
  const rows = byEntry(await log.entries(from, beyond));
  const bodies = byEntry(await log.bodies(from, beyond));
  const astray = new Set(await log.linesAstray(from, beyond));
  const find = (path: string, work: () => void): void => {
    const reason = reasonOf(work);
    if (reason !== null) damages.push({ path, reason });
  };
  for (let entry = from; entry < beyond; entry += 1) {
    const [row] = rows.of(entry);
    find(`access_entry ${entry}`, () => requireRow(rows.only(entry), entries?.[entry - from]));
    if (row) numbers?.take(row.places);
    if (row) find(`access_body of entry ${entry}`, () => requireValues(row, bodies.only(entry)));
    if (astray.has(entry))
      damages.push({ path: `access_line of entry ${entry}`, reason: 'is not what the record and its body say' });
  }
  return damages;
}

/** `only` throws `LogError` unless there is just one, and it can be read. */
function byEntry<T extends { readonly entry: number }>({ rows, unreadable }: OfEntries<T>) {
  const all = new Map<number, readonly T[]>();
  for (const row of rows) all.set(row.entry, [...(all.get(row.entry) ?? []), row]);
  const of = (entry: number): readonly T[] => all.get(entry) ?? [];
  const only = (entry: number): T => {
    if (unreadable.includes(entry)) throw new LogError('malformed', 'cannot be read');
    const [one, ...others] = of(entry);
    if (!one) throw new LogError('missing', 'is not there');
    if (others.length > 0) throw new LogError('malformed', 'stands there more than once');
    return one;
  };
  return { of, only };
}

function requireRow(row: StoredEntry, entry: Uint8Array | undefined): void {
  if (entry && !isSame(entry, row.bytes)) throw new LogError('inconsistent', 'is not what the tree holds');
  const held = parseEntry(row.bytes);
  if (held.record !== digestOf(row.record))
    throw new LogError('inconsistent', 'was made of another record than the database holds');
  requireNumbers(row, held);
  requireColumns(row);
}

function requireNumbers({ places, columns }: StoredEntry, { scopes }: Entry): void {
  if (places.some(({ at }) => at?.getTime() !== columns.at?.getTime()))
    throw new LogError('inconsistent', 'has numbers of another time');
  if (places.some(({ salt, at: _at, ...number }) => !scopes.includes(scopeDigest(salt, number))))
    throw new LogError('inconsistent', 'has other numbers than the database holds');
}

/** Also of what has not the shape that it must have: what nobody can read is damaged, and hides nothing else. */
function reasonOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof LogError) return error.message;
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
