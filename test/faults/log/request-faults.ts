import { Client } from 'pg';
import { recorded } from '../../kit/recorded.js';
import type { Room } from '../../kit/room.js';
import { ownPostgres } from './stage.js';

/** What a request needs and does not find. */
export interface Fault {
  begin(room: Room): Promise<unknown>;
  end(room: Room): Promise<unknown>;
}

const statements = (begin: string, end: string): Fault => ({
  begin: (room) => asAdmin(room, (admin) => admin.query(begin)),
  end: (room) => asAdmin(room, (admin) => admin.query(end)),
});

/** MiB, of a WAL segment: tables are larger soon, and a new segment is begun soon. */
export const segment = 1;

/** Records of nobody’s first: what is full has to be larger than what is allowed. */
const fullDisk = (largest: number): Fault => ({
  async begin({ world, lead }) {
    const read = { at: world.clock.now(), person: null, agency: lead.agency.id, detail: { note: 'x'.repeat(500) } };
    await recorded(
      world.server,
      Array.from({ length: 1_000 * segment }, () => read),
    );
    ownPostgres().fillDisk(largest);
  },
  async end() {
    ownPostgres().emptyDisk();
    await ownPostgres().answers();
  },
});

export const faults: Readonly<Record<string, Fault>> = {
  'right to write records revoked': statements(
    'revoke insert on access_record from liaison_app',
    'grant insert on access_record to liaison_app',
  ),
  'right to write bodies revoked': statements(
    'revoke insert on access_body from liaison_app',
    'grant insert on access_body to liaison_app',
  ),
  'the table of what waits is gone': statements(
    'alter table access_pending rename to access_pending_away',
    'alter table access_pending_away rename to access_pending',
  ),
  'disk full, for tables': fullDisk(segment),
  'disk full, for the write-ahead log too': fullDisk(segment / 2),
  'database away': {
    begin: () => ownPostgres().stopImmediately(),
    async end() {
      await ownPostgres().startAgain();
      await ownPostgres().answers();
    },
  },
};

/** Nobody can log in as the sequencer: it is dead, and everything else goes on. */
export const sequencerDead = statements(
  `alter role liaison_log nologin;
   select pg_terminate_backend(pid) from pg_stat_activity where usename = 'liaison_log'`,
  'alter role liaison_log login',
);

/** The planted hole: what should be a record is swallowed by the database, and nobody is told. */
export const swallow = `create function swallow() returns trigger language plpgsql as $$ begin return null; end $$;
  create trigger swallow before insert on access_record for each row execute function swallow();
  create trigger swallow before insert on access_body for each row execute function swallow()`;

export async function asAdmin<T>(room: Room, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: room.world.server.database.adminUrl });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end().catch(() => undefined);
  }
}
