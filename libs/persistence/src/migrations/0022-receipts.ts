import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of somebody's own records: whoever has a receipt asks, and is told of nobody else's. */
export class Receipts1764115200022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function own_records(records uuid[])
        returns table (record uuid, entry bigint, entry_bytes bytea)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select b.record, e.entry, e.bytes from access_body b left join access_entry e on e.record = b.record
           where b.record = any(records) and b.person = me()
             and exists (select from access_record r where r.id = b.record) $$;
      revoke execute on function own_records from public;
      grant execute on function own_records to liaison_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function own_records');
  }
}
