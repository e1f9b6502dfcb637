import type { MigrationInterface, QueryRunner } from 'typeorm';

const insertOnly = ['access_record', 'access_body'];
/** `migrations` is TypeORM's own list: the server compares it with the migrations it brings. */
const readOnly = ['side', 'installation', 'migrations'];
const append = [
  'event',
  'command',
  'person_event',
  'message_version',
  'thread_decision',
  'acknowledgement',
  'dataset_digest',
  'admission_answer',
];
const changed = [
  'agency',
  'person',
  'credential',
  'set_password_link',
  'session',
  'operation',
  'participation',
  'member',
  'compartment',
  'person_stream',
  'thread',
  'message',
  'open_thread',
  'dataset',
  'share',
  'assessment',
  'shown',
];
const removed = [
  'agency_duty',
  'installation_duty',
  'read_cursor',
  'thread_follow',
  'draft',
  'dataset_alias',
  'ground_given',
];

/** What the server's role may do at all, before any policy: the log is insert only, audiences are read only. */
export class Grants1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const grant = (what: string, tables: readonly string[]) =>
      runner.query(`grant ${what} on ${tables.join(', ')} to liaison_app`);
    await grant('insert', insertOnly);
    await grant('select', readOnly);
    await grant('select, insert', append);
    await grant('select, insert, update', changed);
    await grant('select, insert, update, delete', removed);
  }

  async down(runner: QueryRunner): Promise<void> {
    const all = [...insertOnly, ...readOnly, ...append, ...changed, ...removed];
    await runner.query(`revoke all on ${all.join(', ')} from liaison_app`);
  }
}
