import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definer } from './sql.js';

/** What became of somebody's own records: whoever has a receipt asks, and is told of nobody else's. */
export class Receipts1764115200023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function own_records(records uuid[])
        returns table (record uuid, at timestamptz, entry bigint, entry_bytes bytea)
        language sql stable ${definer} as
        $$ select r.id, r.at, e.entry, e.bytes from access_record r join access_body b on b.record = r.id
             left join access_entry e on e.record = r.id
           where r.id = any(records) and b.person = me() $$;
      revoke execute on function own_records from public;
      grant execute on function own_records to liaison_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function own_records');
  }
}
