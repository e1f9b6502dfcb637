import type { Client } from 'pg';

/** md5 of what the seed made an id of, as the seed does. */
const id = (of: string): string => `md5('${of}')::uuid`;
const ago = (days: number): string => `now() - interval '${days} days'`;

export interface Question {
  readonly name: string;
  readonly reader: 'auditor' | 'oversight';
  /** The arguments of the filters' JSON object, in SQL. */
  readonly filters: string;
  readonly of: 'page' | 'counts' | 'volumes' | 'opened';
}

const page = (name: string, filters: string, reader: Question['reader'] = 'auditor'): Question => ({
  name,
  reader,
  filters,
  of: 'page',
});

/** Common and rare, alone and together, near and far. */
export const questions: readonly Question[] = [
  page('newest', ''),
  page('newest, oversight', '', 'oversight'),
  page('half a year ago', `'to', ${ago(180)}`),
  page('one day, a year ago', `'from', ${ago(360)}, 'to', ${ago(359)}`),
  page('a busy person', `'person', ${id('person1.1')}`),
  page('a quiet person of another agency', `'person', ${id('person2.30')}`),
  page('nobody', `'person', ${id('nobody')}`),
  page('another agency', `'agency', ${id('agency5')}`),
  page('a busy dataset', `'object', ${id('object7')}`, 'oversight'),
  page('a quiet dataset', `'object', ${id('object12345')}`, 'oversight'),
  page('by reference', `'reference', 'VIDTF-0007'`),
  page('one class', `'class', '["consultation"]'::jsonb`),
  page('denials', `'class', '["denial"]'::jsonb`),
  page('two classes', `'class', '["denial","disclosure"]'::jsonb`),
  page('a common act', `'act', 'dataset.view'`),
  page('a rare act', `'act', 'register.export'`),
  page('an act that was never', `'act', 'import.run'`),
  page('failed', `'outcome', 'failure'`),
  page('ground missing', `'ground', 'missing'`),
  page('ground missing, oversight', `'ground', 'missing'`, 'oversight'),
  page('an operation', `'operation', ${id('operation2')}`),
  page('person, class and outcome', `'person', ${id('person1.2')}, 'class', '["denial"]'::jsonb, 'outcome', 'failure'`),
  page('two common things that never met', `'act', 'message.post', 'outcome', 'failure'`),
  page('the same, oversight', `'act', 'message.post', 'outcome', 'failure'`, 'oversight'),
  page('rare, in a week half a year ago', `'class', '["denial"]'::jsonb, 'from', ${ago(187)}, 'to', ${ago(180)}`),
  { name: 'who opened a dataset, ever', reader: 'oversight', filters: `'object', ${id('object7')}`, of: 'opened' },
  { name: 'counts of 30 days', reader: 'auditor', filters: `'from', ${ago(30)}, 'to', now()`, of: 'counts' },
  {
    name: 'counts of 30 days, oversight',
    reader: 'oversight',
    filters: `'from', ${ago(30)}, 'to', now()`,
    of: 'counts',
  },
  { name: 'counts of a year', reader: 'auditor', filters: `'from', ${ago(365)}, 'to', now()`, of: 'counts' },
  {
    name: 'counts of a year, oversight',
    reader: 'oversight',
    filters: `'from', ${ago(365)}, 'to', now()`,
    of: 'counts',
  },
  {
    name: 'counts of a person’s year',
    reader: 'auditor',
    filters: `'from', ${ago(365)}, 'to', now(), 'person', ${id('person1.1')}`,
    of: 'counts',
  },
  { name: 'volumes of 30 days', reader: 'auditor', filters: `'from', ${ago(30)}, 'to', now()`, of: 'volumes' },
  {
    name: 'volumes of 30 days, oversight',
    reader: 'oversight',
    filters: `'from', ${ago(30)}, 'to', now()`,
    of: 'volumes',
  },
];

const statements: Readonly<Record<Question['of'], string>> = {
  page: 'select * from records_of_my_scope(find_lines($1, null, null, 101))',
  opened: 'select * from who_opened($1, null, null, 101)',
  counts: `select * from log_counts($1, 'Europe/Amsterdam')`,
  volumes: 'select * from log_volumes($1, 1001)',
};

export interface Asked {
  readonly rows: number;
  /** Milliseconds, of several times asked. */
  readonly median: number;
  readonly most: number;
}

const times = 7;

/** Asks as the application does, in a transaction that speaks for the reader. */
export async function ask(app: Client, { reader, filters, of }: Question): Promise<Asked> {
  const speaker = reader === 'auditor' ? id('person1.0') : id('oversight');
  await app.query('begin isolation level repeatable read');
  try {
    await app.query(
      `select set_config('app.person', ${speaker}::text, true), set_config('app.actors', '{' || ${speaker} || '}', true),
         set_config('app.session', ${speaker}::text, true)`,
    );
    const { rows: made } = await app.query<{ f: object }>(`select jsonb_build_object(${filters}) as f`);
    const taken: number[] = [];
    let rows = 0;
    for (let n = 0; n < times; n += 1) {
      const begin = performance.now();
      rows = (await app.query(statements[of], [made[0]?.f])).rowCount ?? 0;
      taken.push(performance.now() - begin);
    }
    const inOrder = [...taken].sort((a, b) => a - b);
    return { rows, median: inOrder[(times - 1) / 2] ?? 0, most: inOrder.at(-1) ?? 0 };
  } finally {
    await app.query('rollback');
  }
}
