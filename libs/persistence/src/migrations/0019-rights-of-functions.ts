import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functionsForTheServer } from './sql.js';

/** Whoever logs in as another role than the server's calls none of its functions; `liaison_log` only those it was given. */
export class RightsOfFunctions1764115200019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(functionsForTheServer);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ declare f record; begin
        for f in select p.oid::regprocedure as name from pg_proc p join pg_roles r on r.oid = p.proowner,
            aclexplode(p.proacl) a join pg_roles g on g.oid = a.grantee
          where p.pronamespace = 'public'::regnamespace and r.rolname = current_user and g.rolname = 'liaison_app' loop
          execute format('grant execute on routine %1$s to public; revoke execute on routine %1$s from liaison_app', f.name);
        end loop;
      end $$;
    `);
  }
}
