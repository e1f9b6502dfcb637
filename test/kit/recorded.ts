import { makeRecord, type ActFacts } from '@liaison/access-record';
import { newId } from '@liaison/domain';
import { Client } from 'pg';
import type { TestServer } from './server.js';

type Acts = readonly (Partial<ActFacts> & Pick<ActFacts, 'at' | 'person' | 'agency'>)[];

const plain = {
  class: 'consultation',
  act: 'dataset.view',
  outcome: 'success',
  operation: null,
  compartment: null,
  role: 'investigator',
  session: null,
  address: '192.0.2.1',
  objects: [],
  overseers: [],
  recipients: [],
  ground: null,
  rule: 'dataset.view#member',
  detail: {},
} as const;

/** Records of many acts at once, as the server's own role writes them with each act; answers their ids. */
export async function recorded(server: Pick<TestServer, 'database'>, acts: Acts): Promise<readonly string[]> {
  const app = new Client({ connectionString: server.database.appUrl });
  await app.connect();
  const made = acts.map((act) => {
    const objects = act.objects ?? [];
    const owners = new Set(objects.flatMap(({ owner }) => (owner === null ? [] : [owner])));
    const facts: ActFacts = { ...plain, ...act, subjectAgencies: [...owners].sort() };
    return { id: newId(), facts, ...makeRecord(facts, '1') };
  });
  const insert = (table: string, rows: readonly object[]) =>
    app.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  try {
    await app.query('begin');
    await insert(
      'access_record',
      made.map(({ id, facts, bytes }) => ({ ...facts, id, bytes: `\\x${bytes.toString('hex')}` })),
    );
    await insert(
      'access_body',
      made.map(({ id, facts, salts }) => ({
        ...facts,
        record: id,
        object_ids: facts.objects.map((object) => object.id),
        subject_agencies: facts.subjectAgencies,
        salts,
      })),
    );
    await app.query('commit');
  } finally {
    await app.end();
  }
  return made.map(({ id }) => id);
}
