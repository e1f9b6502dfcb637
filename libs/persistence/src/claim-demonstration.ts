import { migrate, ownerDataSource, unmigrate } from './migrate.js';
import { platformAgency } from './platform-agency.js';

/** The right to load a demonstration, which one process has at a time. */
export interface DemonstrationClaim {
  /** True when an earlier load had been cut short and was taken away. */
  readonly cleared: boolean;
  release(): Promise<void>;
}

const lockKey = 7_104_215;

/**
 * Waits for its turn and takes away what a cut-short load has left. A demonstration is finished once its administrator
 * has a password; one that is finished, and whatever is no demonstration, is never touched.
 */
export async function claimDemonstration(ownerUrl: string): Promise<DemonstrationClaim> {
  const owner = await ownerDataSource(ownerUrl).initialize();
  const runner = owner.createQueryRunner();
  await runner.connect();
  await runner.query('select pg_advisory_lock($1)', [lockKey]);
  const [row] = (await runner.query(
    `select exists (select from installation where demonstration)
       and exists (select from credential where sign_in_name = $1 and password_hash is null)
       and exists (select from agency where code <> $2) as unfinished`,
    [platformAgency.administrator, platformAgency.code],
  )) as { unfinished: boolean }[];
  const cleared = row?.unfinished === true;
  if (cleared) {
    await unmigrate(ownerUrl);
    await migrate(ownerUrl);
  }
  const release = async (): Promise<void> => {
    await runner.query('select pg_advisory_unlock($1)', [lockKey]);
    await runner.release();
    await owner.destroy();
  };
  return { cleared, release };
}
