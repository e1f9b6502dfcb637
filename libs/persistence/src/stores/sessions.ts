import type { Id } from '@liaison/contracts';
import type { AgencyDuty, InstallationDuty } from '@liaison/domain';
import type { Tx } from '../tx.js';

export interface FoundSession {
  readonly id: Id;
  readonly person: Id;
  readonly agency: Id;
  readonly duties: readonly AgencyDuty[];
  readonly installation_duties: readonly InstallationDuty[];
  readonly last_input_at: Date;
  readonly expires_at: Date;
}

/**
 * The living sessions of references by the references' digests, in hexadecimal; the only way to a session before anybody
 * is known.
 */
export async function sessionsOf(tx: Tx, tokenHashes: readonly string[]): Promise<ReadonlyMap<string, FoundSession>> {
  const rows = await tx.rows<FoundSession & { readonly token_hash: Buffer }>('select * from sessions_of($1)', [
    tokenHashes.map((hash) => Buffer.from(hash, 'hex')),
  ]);
  return new Map(rows.map((row) => [row.token_hash.toString('hex'), row]));
}

export type SessionState = 'live' | 'locked' | 'expired' | 'revoked';

/** The state of many sessions in one question; one that never was is missing from the answer. */
export async function sessionStates(
  tx: Tx,
  ids: readonly Id[],
  idleSeconds: number,
): Promise<ReadonlyMap<Id, SessionState>> {
  const rows = await tx.rows<{ id: Id; state: SessionState }>(
    'select id, state from session_states($1, make_interval(secs => $2))',
    [ids, idleSeconds],
  );
  return new Map(rows.map((row) => [row.id, row.state]));
}

export interface Credential {
  readonly person: Id;
  readonly agency: Id;
  readonly password_hash: string | null;
}

/** The credential of an active person by sign-in name. */
export const credentialOf = (tx: Tx, signInName: string): Promise<Credential | null> =>
  tx.row<Credential>('select person, agency, password_hash from credential_of($1)', [signInName]);

/** One's own credential. */
export const ownCredential = (tx: Tx): Promise<{ sign_in_name: string; password_hash: string | null } | null> =>
  tx.row('select sign_in_name, password_hash from credential where person = me()');

export interface NewSession {
  readonly id: Id;
  readonly person: Id;
  readonly tokenHash: Buffer;
  readonly device: string;
  readonly address: string;
  readonly expiresAt: Date;
}

/** Only for oneself, under the epoch that is in force now. */
export const insertSession = (tx: Tx, session: NewSession): Promise<number> =>
  tx.run(
    `insert into session select $1, p.id, $3, p.authz_epoch, $4, $5, app_now(), app_now(), $6, null
     from person p where p.id = $2`,
    [session.id, session.person, session.tokenHash, session.device, session.address, session.expiresAt],
  );

/** Ends the oldest of one's own sessions beyond so many. */
export const endOldestSessions = (tx: Tx, keep: number): Promise<number> =>
  tx.run(
    `update session set ended_at = app_now() where id in (select id from session
       where person = me() and ended_at is null order by started_at desc, id desc offset $1)`,
    [keep],
  );

/** The person's own input: the idle clock begins anew. Written at most every ten seconds. */
export const noteInput = (tx: Tx, session: Id): Promise<number> =>
  tx.run(
    `update session set last_input_at = app_now()
     where id = $1 and ended_at is null and last_input_at < app_now() - interval '10 seconds'`,
    [session],
  );

/** Ends one session of this person. */
export const endSession = (tx: Tx, session: Id, person: Id): Promise<number> =>
  tx.run('update session set ended_at = app_now() where id = $1 and person = $2 and ended_at is null', [
    session,
    person,
  ]);

/** Ends a person's sessions, but for one where one is named. */
export const endSessionsOf = (tx: Tx, person: Id, except: Id | null): Promise<number> =>
  tx.run('update session set ended_at = app_now() where person = $1 and ended_at is null and id is distinct from $2', [
    person,
    except,
  ]);

/** Whatever rests on the old epoch is worth nothing; a kept session is carried over. */
export async function raiseEpoch(tx: Tx, person: Id, keep: Id | null): Promise<void> {
  await tx.run('update person set authz_epoch = authz_epoch + 1 where id = $1', [person]);
  await tx.run('update session set authz_epoch = (select authz_epoch from person where id = $1) where id = $2', [
    person,
    keep,
  ]);
}

export interface SessionRow {
  readonly id: Id;
  readonly device: string;
  readonly started_at: Date;
  readonly last_input_at: Date;
  readonly expires_at: Date;
}

/** One's own living sessions, latest first. */
export const ownSessions = (tx: Tx): Promise<SessionRow[]> =>
  tx.rows<SessionRow>(
    `select id, device, started_at, last_input_at, expires_at from session
     where person = me() and ended_at is null and expires_at > app_now() order by started_at desc, id desc`,
  );

/** Sets one's own password. */
export const setOwnPassword = (tx: Tx, passwordHash: string): Promise<number> =>
  tx.run('update credential set password_hash = $1, changed_at = app_now() where person = me()', [passwordHash]);

/** Whose link it is, while it can be spent. */
export const setPasswordLinkOf = (
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ person: Id; agency: Id; sign_in_name: string } | null> =>
  tx.row('select person, agency, sign_in_name from set_password_link_of($1)', [tokenHash]);

/** Spends the link, sets the password and ends every session of the person; null when somebody was faster. */
export async function setPasswordByLink(tx: Tx, tokenHash: Buffer, passwordHash: string): Promise<Id | null> {
  const row = await tx.row<{ person: Id | null }>('select set_password_by_link($1, $2) as person', [
    tokenHash,
    passwordHash,
  ]);
  return row?.person ?? null;
}
