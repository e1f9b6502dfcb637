import type { Client } from 'pg';
import type { Place } from '../driver/dialect.js';
import { knownWords, makeSentences, oneOf, type Frequency } from './vocabulary.js';

const loaded = ['event', 'message', 'message_version'];

/**
 * A long history, written as the owner of the schema into the same tables and columns as the product's stores do, a
 * second apart and ending now. Indexes and foreign keys are taken away for the loading and made again as they were.
 */
export async function seedHistory(
  owner: Client,
  places: readonly { readonly place: Place; readonly count: number }[],
  authors: readonly string[],
): Promise<void> {
  await owner.query("set maintenance_work_mem = '512MB'");
  await owner.query(
    'create temp table sentence as select n - 1 as n, text from unnest($1::text[]) with ordinality s (text, n)',
    [makeSentences()],
  );
  await owner.query('create unique index on sentence (n)');
  const restore = await takeAway(owner);
  for (const { place, count } of places) await writeMessages(owner, place, count, authors);
  for (const statement of restore) await owner.query(statement);
  for (const table of [...loaded, 'thread', 'compartment']) await owner.query(`vacuum analyze ${table}`);
}

/** Drops what slows loading down; answers the statements that bring it back. */
async function takeAway(owner: Client): Promise<string[]> {
  const tables = loaded.map((table) => `'${table}'::regclass`).join();
  const keys = await owner.query<{ at: string; name: string; definition: string }>(
    `select conrelid::regclass as at, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid in (${tables}) and contype = 'f'`,
  );
  const indexes = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid in (${tables}) and not exists (select from pg_constraint where conindid = indexrelid)`,
  );
  for (const { at, name } of keys.rows) await owner.query(`alter table ${at} drop constraint ${name}`);
  for (const { name } of indexes.rows) await owner.query(`drop index ${name}`);
  return [
    ...indexes.rows.map(({ definition }) => definition),
    ...keys.rows.map(({ at, name, definition }) => `alter table ${at} add constraint ${name} ${definition}`),
  ];
}

const knownWord = (frequency: Frequency): string =>
  `case when g.n % ${oneOf[frequency]} = 1 then ' ${knownWords[frequency]}' else '' end`;

async function writeMessages(owner: Client, place: Place, count: number, authors: readonly string[]): Promise<void> {
  const { compartment, thread, memberVer } = place;
  await owner.query(
    `create temp table loading as
     select k.next_seq + g.n - 1 as seq, uuidv7() as id, p.id as author, p.agency, now() - (${count} - g.n) * interval '1 second' as at,
       s.text || ${knownWord('rare')} || ${knownWord('middle')} || ${knownWord('common')} || ' ' || (k.next_seq + g.n - 1) as text
     from generate_series(1, ${count}) g (n) join compartment k on k.id = '${compartment}'
       join sentence s on s.n = g.n % (select count(*) from sentence)
       join person p on p.id = ('{${authors.join()}}'::uuid[])[1 + g.n % ${authors.length}]
     order by 1`,
  );
  const [c, t] = [`'${compartment}'::uuid`, `'${thread}'::uuid`];
  await owner.query(
    `insert into event select ${c}, seq, uuidv7(), ${memberVer}, ${memberVer}, 'message.posted', author, uuidv7(),
       jsonb_build_object('thread', ${t}, 'message', id, 'version', 1), at from loading order by seq`,
  );
  await owner.query(
    `insert into message select id, ${c}, ${t}, seq, ${memberVer}, author, agency, at, 1, null, null,
       k.classification, k.tlp, k.pap, k.handling, k.h3_text, false, 'en', null, '{}', '{}', '{}', '{}', null, '{}'
     from loading, (select classification, tlp, pap, handling, h3_text from compartment where id = ${c}) k order by seq`,
  );
  await owner.query(
    `insert into message_version select id, 1, ${c}, ${memberVer}, author, text, null,
       to_tsvector('english'::regconfig, text) || to_tsvector('simple', text), at, false, at from loading order by seq`,
  );
  await owner.query(`update thread set last_seq = (select max(seq) from loading), last_at = now() where id = ${t}`);
  await owner.query(`update compartment set next_seq = (select max(seq) + 1 from loading) where id = ${c}`);
  await owner.query('drop table loading');
}
