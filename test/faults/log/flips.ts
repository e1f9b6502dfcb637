import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyExtract } from '@liaison/access-extract';
import { bundlePath, parseBundle, tilePath, tilesOf, type Damage, type Tile } from '@liaison/transparency-log';
import { sampleExtract } from '../../kit/extract-sample.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import { judge, type Case } from './judged.js';
import { heldOf, leafOf } from './leaf.js';
import type { LogSizes, Planted } from './sizes.js';
import { Wood } from './wood.js';

/** One bit turned, and how it is turned back. */
interface Flip {
  readonly what: string;
  /** The entry whose proof it bears upon, and what of `Damage` names the place. */
  readonly entry: number;
  readonly named: RegExp;
  /** What a body is found by: no leaf holds it, so that only `check-log` can be asked. */
  readonly isBeside?: boolean;
  back(): Promise<unknown>;
}

type Turn = (wood: Wood, random: Random) => Promise<Flip>;

const recordOf = (entry: number): string => `(select record from access_entry where entry = ${entry})`;
const someEntry = ({ size }: Wood, random: Random): number => random.whole(0, size - 1);
/** Named by its entry, or as the row of a table by its record. */
const rowNamed = (entry: number): RegExp => new RegExp(`\\b${entry}\\b`);

/** Bits of a bytea: turning it again turns it back. */
const bytesIn =
  (table: 'access_record' | 'access_entry'): Turn =>
  async (wood, random) => {
    const entry = someEntry(wood, random);
    const { admin } = wood.grove;
    const where = table === 'access_record' ? `id = ${recordOf(entry)}` : `entry = ${entry}`;
    const { rows } = await admin.query<{ n: number }>(`select length(bytes) as n from ${table} where ${where}`);
    const bit = random.whole(0, (rows[0]?.n ?? 1) * 8 - 1);
    const turn = (): Promise<unknown> =>
      admin.query(`update ${table} set bytes = set_bit(bytes, ${bit}, 1 - get_bit(bytes, ${bit})) where ${where}`);
    await turn();
    return { what: `${table}.bytes of entry ${entry}, bit ${bit}`, entry, named: rowNamed(entry), back: turn };
  };

/** Another value of the same type, a bit away. */
const other: Readonly<Record<string, string>> = {
  text: 'overlay($ placing chr(ascii($) # 1) from 1 for 1)',
  uuid: "overlay($::text placing (case left($::text, 1) when '1' then '2' else '1' end) from 1 for 1)::uuid",
  time: "$ + interval '1 millisecond'",
  class: "case $ when 'disclosure' then 'alteration' else 'disclosure' end",
  outcome: "case $ when 'success' then 'failure' else 'success' end",
  uuids: "array_append($, '00000000-0000-7000-8000-000000000000'::uuid)",
  json: "regexp_replace($::text, '([a-z])(\"[]},])', '\\1x\\2')::jsonb",
  salts:
    "jsonb_set($, array['person'], to_jsonb(overlay($ ->> 'person' placing chr(ascii($ ->> 'person') # 1) from 1 for 1)))",
};

const columns: readonly (readonly [table: string, column: string, type: string])[] = [
  ['access_record', 'at', 'time'],
  ['access_record', 'class', 'class'],
  ['access_record', 'act', 'text'],
  ['access_record', 'outcome', 'outcome'],
  ['access_body', 'at', 'time'],
  ['access_body', 'object_ids', 'uuids'],
  ['access_body', 'operation', 'uuid'],
  ['access_body', 'compartment', 'uuid'],
  ['access_body', 'person', 'uuid'],
  ['access_body', 'agency', 'uuid'],
  ['access_body', 'role', 'text'],
  ['access_body', 'session', 'uuid'],
  ['access_body', 'address', 'text'],
  ['access_body', 'objects', 'json'],
  ['access_body', 'subject_agencies', 'uuids'],
  ['access_body', 'overseers', 'uuids'],
  ['access_body', 'recipients', 'uuids'],
  ['access_body', 'ground', 'text'],
  ['access_body', 'rule', 'text'],
  ['access_body', 'detail', 'json'],
  ['access_body', 'salts', 'salts'],
  ['access_scope', 'n', 'n'],
  ['access_scope', 'salt', 'text'],
];

const value: Turn = async (wood, random) => {
  const entry = someEntry(wood, random);
  const [table, column, type] = random.pick(columns);
  const { admin } = wood.grove;
  const key = table === 'access_record' ? 'id' : 'record';
  const where = `${key} = ${recordOf(entry)}${table === 'access_scope' ? " and kind = 'oversight'" : ''}`;
  const turned = type === 'n' ? `n # ${2 ** random.whole(12, 30)}` : (other[type] ?? '').replaceAll('$', column);
  const { rows } = await admin.query<{ was: string }>(`select ${column}::text as was from ${table} where ${where}`);
  await admin.query(`update ${table} set ${column} = ${turned} where ${where}`);
  return {
    what: `${table}.${column} of entry ${entry}`,
    entry,
    named: rowNamed(entry),
    isBeside: table === 'access_body' && (column === 'at' || column === 'object_ids'),
    back: () => admin.query(`update ${table} set ${column} = $1::text::${typeOf(type)} where ${where}`, [rows[0]?.was]),
  };
};

const typeNames: Readonly<Record<string, string>> = { time: 'timestamptz', uuid: 'uuid', uuids: 'uuid[]', n: 'bigint' };
const typeOf = (type: string): string => typeNames[type] ?? (type === 'json' || type === 'salts' ? 'jsonb' : 'text');

async function turnFile(wood: Wood, path: string, at: number, bit: number): Promise<void> {
  const file = join(wood.grove.path, path);
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  await writeFile(file, bytes);
}

async function inFile(wood: Wood, random: Random, path: string, entryAt: (at: number) => number): Promise<Flip> {
  const { length } = await readFile(join(wood.grove.path, path));
  const [at, bit] = [random.whole(0, length - 1), random.whole(0, 7)];
  await turnFile(wood, path, at, bit);
  // A tile that does not follow from the one below is named by either.
  const named = /^(tile|checkpoint|access_entry)/;
  return {
    what: `${path}, byte ${at}, bit ${bit}`,
    entry: entryAt(at),
    named,
    back: () => turnFile(wood, path, at, bit),
  };
}

/** The tile's sibling hash is what a proof of the entry beside it holds. */
const tile: Turn = (wood, random) => {
  const level = random.pick([0, 0, 1]);
  const found: Tile = random.pick(tilesOf(level, wood.size));
  const beside = (at: number): number => ((found.index * 256 + (Math.floor(at / 32) ^ 1)) * 256 ** level) % wood.size;
  return inFile(wood, random, tilePath(found), beside);
};

const bundle: Turn = async (wood, random) => {
  const found = random.pick(tilesOf(0, wood.size));
  const bytes = await readFile(join(wood.grove.path, bundlePath(found)));
  const ends: number[] = [];
  for (const entry of parseBundle(bytes, found.width)) ends.push((ends.at(-1) ?? 0) + 2 + entry.length);
  const entryAt = (at: number): number => found.index * 256 + ends.findIndex((end) => at < end);
  return inFile(wood, random, bundlePath(found), entryAt);
};

const checkpoint: Turn = (wood, random) => inFile(wood, random, 'checkpoint', () => someEntry(wood, random));

const turns: Readonly<Record<string, Turn>> = {
  'bytes of records': bytesIn('access_record'),
  'bytes of entries': bytesIn('access_entry'),
  'values and salts in rows': value,
  tiles: tile,
  'entries in files': bundle,
  'the checkpoint': checkpoint,
};

/** Bits turned one at a time over everything that is kept: each is noticed and said where, and no verifier is deceived. */
export async function runFlips({ flips, entries }: LogSizes, random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const wood = await Wood.plant(entries);
  const counts: Record<string, number> = {};
  const cases: Case[] = [];
  try {
    const kinds = Object.entries(turns);
    for (let n = 0; n < Math.ceil((flips * 3) / 4); n += 1) {
      const [kind, turn] = kinds[n % kinds.length] ?? [];
      if (kind === undefined || !turn) continue;
      const flip = await turn(wood, random);
      counts[`bits turned: ${kind}`] = (counts[`bits turned: ${kind}`] ?? 0) + 1;
      note(flip, await (planted ? wood.damagesOfFiles() : wood.damages()), findings);
      const evidence = await evidenceOf(wood, kind, flip).catch(() => null);
      if (evidence) cases.push({ name: flip.what, evidence, isGenuine: false });
      await flip.back();
    }
    const left = await wood.damages();
    if (left.length > 0) findings.add('untested', `a bit was not turned back: ${JSON.stringify(left[0])}`);
  } finally {
    await wood.close();
  }
  const { figures, notes } = judge(cases, findings);
  const inExtract = await flipExtract(Math.floor(flips / 4), random, findings, planted);
  return {
    findings,
    figures: {
      entries,
      ...counts,
      'bits turned: extract': inExtract,
      ...figures,
    },
    notes,
  };
}

function note(flip: Flip, damages: readonly Damage[], findings: Findings): void {
  if (damages.length === 0) findings.add('unfound', flip.what);
  else if (!damages.some(({ path, reason }) => flip.named.test(`${path} ${reason}`)))
    findings.add('unnamed', `${flip.what}: ${JSON.stringify(damages[0])}`);
}

/** What one would show who has the log as it is now. Throws where nothing can be read from it. */
async function evidenceOf(wood: Wood, kind: string, { entry, isBeside }: Flip): Promise<Case['evidence'] | null> {
  if (isBeside === true) return null;
  const held = await heldOf(wood.grove, entry);
  if (!held) return null;
  if (kind === 'bytes of entries') return wood.evidence(entry, held.entry);
  if (kind !== 'entries in files') return wood.evidence(entry, leafOf(held));
  const [found] = tilesOf(0, wood.size, entry);
  const bytes = found && (await wood.grove.folder.read(bundlePath(found)));
  const inBundle = bytes && parseBundle(bytes, found.width)[entry % 256];
  return inBundle ? wood.evidence(entry, inBundle) : null;
}

async function flipExtract(count: number, random: Random, findings: Findings, planted: Planted): Promise<number> {
  const { bytes, policy } = await sampleExtract({ records: 40 });
  for (let n = 0; n < count; n += 1) {
    const [at, bit] = [random.whole(0, bytes.length - 1), random.whole(0, 7)];
    const turned = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ (1 << bit) : byte));
    const { outcome, faults } = verifyExtract(planted ? bytes : turned, policy);
    if (outcome !== 'refused') findings.add('unfound', `extract, byte ${at}, bit ${bit}`);
    else if (faults.some(({ message, where }) => message === '' || where === ''))
      findings.add('unnamed', `extract, byte ${at}, bit ${bit}`);
  }
  return count;
}
