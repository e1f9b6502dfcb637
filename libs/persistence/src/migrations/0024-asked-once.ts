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

/** A function that does not say what is to be replaced is not the one that was meant. */
const rewritten = (from: string, to: string): string => `
  do $$ declare name regprocedure; was text; begin
    foreach name in array array[${askingOnce.map((name) => `'${name}'`).join()}]::regprocedure[] loop
      was := pg_get_functiondef(name);
      if position('${from}' in was) = 0 then raise exception '% does not say ${from}', name; end if;
      execute replace(was, '${from}', '${to}');
    end loop;
  end $$;`;
const withRows = (rows: number): string => fewRows.map((name) => `alter function ${name} rows ${rows};`).join('\n');

/**
 * Whose agency somebody is of was asked for each row that was compared with it: each statement that reads a person's name
 * asked as many times as there are people. And of functions whose rows the planner takes for a thousand it reads whole
 * tables; they have a few.
 */
export class AskedOnce1764115200024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${rewritten('my_agency()', '(select my_agency())')} ${withRows(20)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${rewritten('(select my_agency())', 'my_agency()')} ${withRows(1_000)}`);
  }
}
