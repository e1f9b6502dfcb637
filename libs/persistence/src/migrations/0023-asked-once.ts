import type { MigrationInterface, QueryRunner } from 'typeorm';

const askingOnce = [
  'my_agency_roles()',
  'my_operations()',
  'my_former_operations()',
  'known_operations()',
  'my_peers()',
  'my_colleagues()',
  'my_people()',
  'compartments_of_my_agency(uuid)',
  'withheld_messages()',
];
const fewRows = [
  'my_seats()',
  'my_led_operations()',
  'my_operations()',
  'my_compartments()',
  'my_peers()',
  'my_colleagues()',
];

const rewritten = (from: string, to: string): string =>
  askingOnce
    .map((name) => `execute replace(pg_get_functiondef('${name}'::regprocedure), '${from}', '${to}');`)
    .join('\n');
const withRows = (rows: number): string => fewRows.map((name) => `alter function ${name} rows ${rows};`).join('\n');

/**
 * Whose agency somebody is of was asked for each row that was compared with it: each statement that reads a person's name
 * asked as many times as there are people. And of functions whose rows the planner takes for a thousand it reads whole
 * tables; they have a few.
 */
export class AskedOnce1764115200023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`do $$ begin ${rewritten('my_agency()', '(select my_agency())')} end $$; ${withRows(20)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`do $$ begin ${rewritten('(select my_agency())', 'my_agency()')} end $$; ${withRows(1_000)}`);
  }
}
