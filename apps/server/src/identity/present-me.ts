import type { Actor } from '@liaison/authz';
import type { Me, SessionView } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { isDemonstration, myself, ownSessions, type SessionRow, type Tx } from '@liaison/persistence';
import { idleMinutes } from '../platform/sessions/session-times.js';

/** One's own account as it stands in this transaction. */
export async function presentMe(tx: Tx, actor: Actor): Promise<Me> {
  const me = await myself(tx);
  const row = (await ownSessions(tx)).find((session) => session.id === actor.session);
  if (!me || !row) throw new DomainError('unauthenticated', 'You are not signed in.');
  return { ...me, session: presentSession(row, actor, tx.now), demonstration: await isDemonstration(tx) };
}

export const presentSession = (row: SessionRow, actor: Actor, now: Date): SessionView => ({
  id: row.id,
  startedAt: row.started_at.toISOString(),
  lastInputAt: row.last_input_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  locked: now.getTime() - row.last_input_at.getTime() >= idleMinutes * 60_000,
  device: row.device,
  current: row.id === actor.session,
});
