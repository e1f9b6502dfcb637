import type { OperationFacts } from '@liaison/authz';
import type { AgencyRef, Day, Id, OperationSummary, ParticipationView } from '@liaison/contracts';
import type {
  Classification,
  LegalRegime,
  MemberRole,
  OperationPhase,
  OperationTemplate,
  ParticipationKind,
  ParticipationState,
} from '@liaison/domain';
import type { Tx } from '../tx.js';

/** Stands in line with everybody who changes who is in the operation; facts are read after it. */
export const lockOperation = (tx: Tx, id: Id): Promise<unknown> => tx.rows('select lock_operation($1)', [id]);

/** An operation as it stands, or stood when the reader's agency left it, with the reader's own place in it. */
export interface OperationRow {
  readonly id: Id;
  readonly codeName: string;
  readonly refPrefix: string;
  readonly template: OperationTemplate;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly grounds: readonly string[];
  readonly host: Id;
  readonly phase: OperationPhase;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly ceiling: Classification;
  readonly retentionDays: number;
  readonly version: number;
  readonly role: MemberRole | null;
  readonly kind: ParticipationKind | null;
  readonly state: ParticipationState | null;
  readonly admissionDueAt: Date | null;
}

const select = `select o.id, o.code_name as "codeName", o.ref_prefix as "refPrefix", o.template, o.purpose,
  o.legal_basis as "legalBasis", o.grounds, o.host, o.phase, o.starts_on::text as "startsOn",
  o.ends_on::text as "endsOn", o.ceiling, o.retention_days as "retentionDays", o.version,
  (select s.role from my_seats() s where s.operation = o.id order by s.role <> 'lead', s.role = 'observer' limit 1) as role,
  i.kind, i.state, i.admission_due_at as "admissionDueAt"
  from known_operations() o left join participation i on i.operation = o.id and i.agency = my_agency()`;

/** Null for whoever knows of no such operation. */
export const findOperation = (tx: Tx, id: Id): Promise<OperationRow | null> =>
  tx.row<OperationRow>(`${select} where o.id = $1`, [id]);

/** The operations that the reader knows of, latest start first. */
export async function myOperations(tx: Tx): Promise<OperationSummary[]> {
  const rows = await tx.rows<OperationRow>(`${select} order by o.starts_on desc, o.code_name`);
  return rows.map(summaryOf);
}

export const summaryOf = (row: OperationRow): OperationSummary => ({
  id: row.id,
  codeName: row.codeName,
  phase: row.phase,
  host: row.host,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  role: row.role,
  // Whoever knows an operation without their agency being in it oversees what their agency hosts.
  participation: row.state ?? 'accepted',
});

/** The actor's place in an operation, for the policy; an unknown one is a place nowhere. */
export const operationFactsOf = (row: OperationRow | null): OperationFacts =>
  row === null
    ? { known: false, phase: 'preparation', role: null, host: '', participation: null }
    : {
        known: true,
        phase: row.phase,
        role: row.role,
        host: row.host,
        participation: row.kind && row.state && { kind: row.kind, state: row.state },
      };

export interface NewOperation {
  readonly id: Id;
  readonly codeName: string;
  readonly refPrefix: string;
  readonly template: OperationTemplate;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly grounds: readonly string[];
  readonly host: Id;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly ceiling: Classification;
  readonly retentionDays: number;
}

/** A new operation in preparation, with its host in it. */
export async function insertOperation(tx: Tx, operation: NewOperation): Promise<void> {
  await tx.run(
    `insert into operation values ($1, $2, $3, $4, $5, $6, $7, $8, 'preparation', $9, $10, $11, $12, 1, me(), app_now())`,
    [
      operation.id,
      operation.codeName,
      operation.refPrefix,
      operation.template,
      operation.purpose,
      operation.legalBasis,
      operation.grounds,
      operation.host,
      operation.startsOn,
      operation.endsOn,
      operation.ceiling,
      operation.retentionDays,
    ],
  );
  await tx.run(
    `insert into participation values ($1, $2, 'host', 'accepted', null, null, false, me(), app_now(), app_now(), null, null)`,
    [operation.id, operation.host],
  );
}

export interface OperationEdit {
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly grounds?: readonly string[];
  readonly startsOn?: Day;
  readonly endsOn?: Day;
  readonly ceiling?: Classification;
  readonly retentionDays?: number;
}

/** Changes what is given, if the version is still the one on the screen; answers whether it was. */
export const editOperation = async (tx: Tx, id: Id, version: number, edit: OperationEdit): Promise<boolean> =>
  (await tx.run(
    `update operation set purpose = coalesce($3, purpose), legal_basis = coalesce($4, legal_basis),
       grounds = coalesce($5, grounds), starts_on = coalesce($6, starts_on), ends_on = coalesce($7, ends_on),
       ceiling = coalesce($8, ceiling), retention_days = coalesce($9, retention_days), version = version + 1
     where id = $1 and version = $2`,
    [
      id,
      version,
      edit.purpose ?? null,
      edit.legalBasis ?? null,
      edit.grounds ?? null,
      edit.startsOn ?? null,
      edit.endsOn ?? null,
      edit.ceiling ?? null,
      edit.retentionDays ?? null,
    ],
  )) === 1;

export const setPhase = async (tx: Tx, id: Id, version: number, phase: OperationPhase): Promise<boolean> =>
  (await tx.run('update operation set phase = $3, version = version + 1 where id = $1 and version = $2', [
    id,
    version,
    phase,
  ])) === 1;

interface ParticipationRow extends AgencyRef {
  kind: ParticipationKind;
  state: ParticipationState;
  regime: LegalRegime | null;
  until: Day | null;
  desk: boolean;
  admission_due_at: Date | null;
}

const participation = `select a.id, a.code, a.name, a.country, i.kind, i.state, i.regime, i.until_on::text as until, i.desk,
  i.admission_due_at from participation i join agency a on a.id = i.agency where i.operation = $1`;

/** As it stands; what others are told of an agency that is gone is for whoever presents it. */
export interface Participation extends ParticipationView {
  readonly state: ParticipationState;
}

const participationOf = (row: ParticipationRow): Participation => ({
  agency: { id: row.id, code: row.code, name: row.name, country: row.country },
  kind: row.kind,
  state: row.state,
  regime: row.regime,
  until: row.until,
  desk: row.desk,
  admissionDueAt: row.admission_due_at?.toISOString() ?? null,
});

/** The agencies of an operation that the reader may know to be in it: the host first, then by code. */
export const participations = async (tx: Tx, operation: Id): Promise<Participation[]> =>
  (await tx.rows<ParticipationRow>(`${participation} order by i.kind <> 'host', a.code`, [operation])).map(
    participationOf,
  );

export async function findParticipation(tx: Tx, operation: Id, agency: Id): Promise<Participation | null> {
  const row = await tx.row<ParticipationRow>(`${participation} and i.agency = $2`, [operation, agency]);
  return row && participationOf(row);
}

export interface Invitation {
  readonly operation: Id;
  readonly agency: Id;
  readonly kind: ParticipationKind;
  readonly until: Day | null;
  readonly desk: boolean;
}

/** Invites an agency, or again one that has left. No upsert: that would need the new row to be visible before it is. */
export async function insertInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  const { operation, agency, kind, until, desk } = invitation;
  const again = await tx.run(
    `update participation set kind = $3, state = 'invited', regime = null, until_on = $4, desk = $5, invited_by = me(),
       invited_at = app_now(), accepted_at = null, ended_at = null, admission_due_at = null
     where operation = $1 and agency = $2`,
    [operation, agency, kind, until, desk],
  );
  if (again > 0) return;
  await tx.run(
    `insert into participation values ($1, $2, $3, 'invited', null, $4, $5, me(), app_now(), null, null, null)`,
    [operation, agency, kind, until, desk],
  );
}

/** The agency is in, under a regime; `admissionDueAt` until when those already in can answer. */
export const acceptParticipation = (
  tx: Tx,
  operation: Id,
  agency: Id,
  regime: LegalRegime,
  admissionDueAt: Date | null,
): Promise<number> =>
  tx.run(
    `update participation set state = 'accepted', regime = $3, accepted_at = app_now(), admission_due_at = $4
     where operation = $1 and agency = $2`,
    [operation, agency, regime, admissionDueAt],
  );

export const endParticipation = (
  tx: Tx,
  operation: Id,
  agency: Id,
  state: 'declined' | 'withdrawn' | 'removed',
): Promise<number> =>
  tx.run(
    `update participation set state = $3, ended_at = app_now(), admission_due_at = null
     where operation = $1 and agency = $2`,
    [operation, agency, state],
  );

/** One agency's answer to the admission that is open now; false when it has answered before. */
export const insertAdmissionAnswer = async (
  tx: Tx,
  answer: { readonly operation: Id; readonly admitted: Id; readonly agency: Id; readonly withItems: boolean },
): Promise<boolean> =>
  (await tx.run(
    `insert into admission_answer select i.operation, i.agency, $3, i.admission_due_at, $4, me(), app_now()
     from participation i where i.operation = $1 and i.agency = $2 and i.admission_due_at is not null
     on conflict do nothing`,
    [answer.operation, answer.admitted, answer.agency, answer.withItems],
  )) === 1;
