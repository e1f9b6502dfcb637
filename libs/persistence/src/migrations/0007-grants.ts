import type { MigrationInterface, QueryRunner } from 'typeorm';

const insertOnly = ['access_record', 'access_body'];
/** `migrations` is TypeORM's own list: the server compares it with the migrations it brings. */
const readOnly = ['compartment', 'side', 'person_stream', 'person_event', 'installation', 'migrations'];
const append = [
  'event',
  'command',
  'message_version',
  'thread_decision',
  'acknowledgement',
  'dataset_digest',
  'admission_answer',
  'h3_acknowledged',
];
const marking = 'classification, tlp, pap, handling, h3_text';
/** With the columns that may change: whose a row is, where it stands and who wrote it never does. */
const changed = {
  agency: 'ground_required, presence, hours',
  person: 'active, authz_epoch',
  credential: 'password_hash, changed_at',
  set_password_link: 'used_at',
  session: 'authz_epoch, last_input_at, ended_at',
  operation: 'purpose, legal_basis, grounds, phase, starts_on, ends_on, ceiling, retention_days, version',
  participation: 'kind, state, regime, until_on, desk, invited_by, invited_at, accepted_at, ended_at, admission_due_at',
  member: 'role, until_at, answers_releases',
  thread: 'title, state, version, last_seq, last_at, frozen_by',
  message: `version, retracted_at, retract_reason, ${marking}, folded, mentioned_people, mentioned_roles,
    mentioned_agencies, datasets`,
  open_thread: 'closed_at, last_seq, recorded_at',
  dataset: `handed_over, series, received_on, images, videos, items, known, age, priority, icse_action, flags, note,
    ${marking}, version`,
  share: 'status, claimed_by, assignee, shared_by, shared_at, version, withdrawn_at, withdrawn_by, frozen_by',
  assessment: 'superseded_by',
  shown: 'digest',
} as const;
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
export class Grants1764115200007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const grant = (what: string, tables: readonly string[]) =>
      runner.query(`grant ${what} on ${tables.join(', ')} to liaison_app`);
    await grant('insert', insertOnly);
    await grant('select', readOnly);
    await grant('select, insert', append);
    for (const [table, columns] of Object.entries(changed)) await grant(`select, insert, update (${columns})`, [table]);
    await grant('select, insert, update, delete', removed);
  }

  async down(runner: QueryRunner): Promise<void> {
    const all = [...insertOnly, ...readOnly, ...append, ...Object.keys(changed), ...removed];
    await runner.query(`revoke all on ${all.join(', ')} from liaison_app`);
  }
}
