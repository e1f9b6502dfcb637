import type { Client } from 'pg';

/**
 * Until somebody waits for a lock that this connection holds. It reads pg_locks: pg_stat_activity tells a transaction
 * for ever who was connected when it first asked.
 */
export async function untilWaitedFor(holder: Client): Promise<void> {
  const waiting = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
  while ((await holder.query(waiting)).rowCount === 0);
}
