import type { Actor } from '@liaison/authz';
import type {
  AgencyRef,
  AnomalyAnswer,
  Day,
  Id,
  LogEnquiry,
  LogFilters,
  NewSavedLogQuery,
  PersonRef,
  SavedLogQuery,
} from '@liaison/contracts';
import { newId, type AnomalyKind } from '@liaison/domain';
import type { Tx } from '../tx.js';

interface QueryRow {
  id: Id;
  name: string;
  filters: LogFilters;
  within_hours: number | null;
  at: Date;
}

/** The reader's own kept questions, by name. */
export async function logQueries(tx: Tx): Promise<SavedLogQuery[]> {
  const rows = await tx.rows<QueryRow>('select id, name, filters, within_hours, at from log_query order by name, id');
  return rows.map(({ within_hours: withinHours, at, ...row }) => ({ ...row, withinHours, at: at.toISOString() }));
}

export async function keepLogQuery(tx: Tx, actor: Actor, query: NewSavedLogQuery): Promise<Id> {
  const id = newId();
  const row = [id, actor.person, query.name, JSON.stringify(query.filters), query.withinHours ?? null];
  await tx.run('insert into log_query values ($1, $2, $3, $4, $5, app_now())', row);
  return id;
}

/** False when it is none of one's own. */
export const dropLogQuery = async (tx: Tx, id: Id): Promise<boolean> =>
  (await tx.run('delete from log_query where id = $1', [id])) > 0;

/** What somebody did on one day of their agency's time zone. */
export interface PersonDay {
  readonly person: Id;
  readonly day: Day;
  /** Consultations and disclosures. */
  readonly reads: number;
  /** Of these out of the agency's hours; 0 where it has stated none. */
  readonly late: number;
  /** Of these without the ground that the agency asks for. */
  readonly ungrounded: number;
}

/** Own people's days (oversight: everybody's in its operations) between two moments. */
export const daysOfPeople = (tx: Tx, from: Date, to: Date): Promise<PersonDay[]> =>
  tx.rows<PersonDay>(
    `select person, day::text, reads, late, ungrounded from days_of_people($1, $2) order by person, day`,
    [from, to],
  );

/** Codes of agencies of the reader's scope whose hours are not stated. */
export const agenciesWithoutHours = async (tx: Tx): Promise<readonly string[]> =>
  (await tx.rows<{ code: string }>('select agencies_without_hours() as code')).map(({ code }) => code);

export interface TasklessDay {
  readonly person: Id;
  readonly day: Day;
  /** Different datasets opened without any being this person's task. */
  readonly datasets: number;
}

export const daysWithoutTask = (tx: Tx, from: Date, to: Date): Promise<TasklessDay[]> =>
  tx.rows<TasklessDay>(`select person, day::text, datasets from days_without_task($1, $2)`, [from, to]);

/** People of the reader's scope by id; others are left out. */
export const peopleOfMyScope = (tx: Tx, ids: readonly Id[]): Promise<PersonRef[]> =>
  tx.rows<PersonRef>('select p.* from unnest($1::uuid[]) i, person_of_my_scope(i) p', [ids]);

interface AnswerRow {
  kind: AnomalyKind;
  person: Id;
  day: Day;
  state: AnomalyAnswer['state'];
  why: string;
  by_id: Id;
  by_name: string;
  by_handle: string;
  by_agency: Id;
  at: Date;
}

export interface GivenAnswer {
  readonly kind: AnomalyKind;
  readonly person: Id;
  readonly day: Day;
  readonly answer: AnomalyAnswer;
}

/** What the reader's side has said of anomalies of these days, oldest first. */
export async function anomalyAnswers(tx: Tx, from: Day, to: Day): Promise<GivenAnswer[]> {
  const rows = await tx.rows<AnswerRow>(
    `select a.kind, a.person, a.day::text, a.state, a.why, a.at, p.id as by_id, p.name as by_name, p.handle as by_handle,
       p.agency as by_agency from anomaly_answer a join person p on p.id = a.answered_by
     where a.day between $1 and $2 order by a.at, a.id`,
    [from, to],
  );
  return rows.map(({ kind, person, day, state, why, by_id, by_name, by_handle, by_agency, at }) => ({
    kind,
    person,
    day,
    answer: {
      state,
      why,
      at: at.toISOString(),
      by: { id: by_id, name: by_name, handle: by_handle, agency: by_agency },
    },
  }));
}

export const answerAnomaly = (
  tx: Tx,
  actor: Actor,
  of: Omit<GivenAnswer, 'answer'>,
  { state, why }: Pick<AnomalyAnswer, 'state' | 'why'>,
): Promise<number> =>
  tx.run(
    `insert into anomaly_answer select $1, m.reader, m.oversight, $2, $3, $4, $5, $6, $7, app_now() from my_log() m`,
    [newId(), of.kind, of.person, of.day, state, why, actor.person],
  );

/** Puts a question about a record to its person's agency; null where the record is none that one may ask about. */
export const enquire = async (tx: Tx, id: Id, record: Id, question: string): Promise<Id | null> =>
  (await tx.row<{ asked: Id | null }>('select enquire($1, $2, $3) as asked', [id, record, question]))?.asked ?? null;

/** Answers a question once; who had asked, or null where there is nothing to answer. */
export const answerEnquiry = async (tx: Tx, id: Id, answer: string): Promise<Id | null> =>
  (await tx.row<{ asking: Id | null }>('select answer_enquiry($1, $2) as asking', [id, answer]))?.asking ?? null;

interface EnquiryRow {
  id: Id;
  record: Id;
  record_act: string;
  record_at: Date;
  mine: LogEnquiry['mine'];
  question: string;
  answer: string | null;
  asked_at: Date;
  answered_at: Date | null;
  asking: AgencyRef;
  asked: AgencyRef;
  asked_by: PersonRef | null;
  answered_by: PersonRef | null;
}

const agencyJson = (alias: string): string =>
  `json_build_object('id', ${alias}.id, 'code', ${alias}.code, 'name', ${alias}.name, 'country', ${alias}.country)`;
export const personJson = (column: string): string =>
  `(select json_build_object('id', p.id, 'name', p.name, 'handle', p.handle, 'agency', p.agency) from person p where p.id = ${column})`;

/** Questions of the reader's side and to it: what waits for its answer first, then newest first. */
export async function enquiries(tx: Tx, limit: number, only: Id | null = null): Promise<LogEnquiry[]> {
  const rows = await tx.rows<EnquiryRow>(
    `select e.id, e.record, e.record_act, e.record_at, e.mine, e.question, e.answer, e.asked_at, e.answered_at, ${agencyJson('f')} as asking,
       ${agencyJson('t')} as asked, ${personJson('e.asked_by')} as asked_by, ${personJson('e.answered_by')} as answered_by
     from enquiries_of_my_scope($1, $2) with ordinality e join agency f on f.id = e.asking join agency t on t.id = e.asked
     order by e.ordinality`,
    [only, limit],
  );
  return rows.map(
    ({ record_act, record_at, asked_at, answered_at, asked_by: askedBy, answered_by: answeredBy, ...row }) => ({
      ...row,
      recordAct: record_act,
      recordAt: record_at.toISOString(),
      askedBy,
      answeredBy,
      askedAt: asked_at.toISOString(),
      answeredAt: answered_at?.toISOString() ?? null,
    }),
  );
}
