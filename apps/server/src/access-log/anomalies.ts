import type { Day, Id } from '@liaison/contracts';
import type { AnomalyKind } from '@liaison/domain';
import type { PersonDay, TasklessDay } from '@liaison/persistence';

/** So many days before a day are what is usual for a person. */
export const usualDays = 56;
/** Fewer reads a day are never unusual, and on fewer days before nothing is usual yet. */
const leastUnusual = 50;
const leastDaysBefore = 3;
const timesUsual = 3;
/** So many different datasets in a day that are nobody's task of theirs. */
const manyWithoutTask = 10;

export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly person: Id;
  readonly day: Day;
  readonly count: number;
  readonly explanation: string;
}

/** What stands out from `from` on, each with a plain reason; the days before it say what is usual. */
export function anomaliesOf(days: readonly PersonDay[], without: readonly TasklessDay[], from: Day): Anomaly[] {
  const asked = days.filter(({ day }) => day >= from);
  return [
    ...asked.filter(({ late }) => late > 0).map(outOfHours),
    ...asked.filter(({ ungrounded }) => ungrounded > 0).map(missingGround),
    ...unusualVolumes(asked, days),
    ...without.filter(({ day, datasets }) => day >= from && datasets >= manyWithoutTask).map(withoutAssignment),
  ].sort((a, b) => b.day.localeCompare(a.day) || a.kind.localeCompare(b.kind) || a.person.localeCompare(b.person));
}

const outOfHours = ({ person, day, late, reads }: PersonDay): Anomaly => ({
  kind: 'out_of_hours',
  ...{ person, day, count: late },
  explanation: `${late} of ${reads} consultations and disclosures on ${day} were outside of the agency’s hours.`,
});

const missingGround = ({ person, day, ungrounded, reads }: PersonDay): Anomaly => ({
  kind: 'missing_ground',
  ...{ person, day, count: ungrounded },
  explanation: `${ungrounded} of ${reads} consultations and disclosures on ${day} have no ground, which the agency asks for.`,
});

const withoutAssignment = ({ person, day, datasets }: TasklessDay): Anomaly => ({
  kind: 'without_assignment',
  ...{ person, day, count: datasets },
  explanation: `${datasets} different datasets were opened on ${day}, none of them claimed by or assigned to this person.`,
});

function unusualVolumes(asked: readonly PersonDay[], days: readonly PersonDay[]): readonly Anomaly[] {
  const many = asked.filter(({ reads }) => reads >= leastUnusual);
  const of = new Map(many.map(({ person }): [Id, PersonDay[]] => [person, []]));
  for (const day of days) of.get(day.person)?.push(day);
  return many.flatMap((one) => unusualVolume(one, of.get(one.person) ?? []));
}

function unusualVolume({ person, day, reads }: PersonDay, own: readonly PersonDay[]): readonly Anomaly[] {
  const since = daysBefore(day, usualDays);
  const before = own
    .filter((other) => other.day >= since && other.day < day)
    .map((other) => other.reads)
    .sort((a, b) => a - b);
  const usual = before[Math.floor(before.length / 2)];
  const most = before.at(-1);
  if (usual === undefined || most === undefined || before.length < leastDaysBefore) return [];
  if (reads <= timesUsual * usual || reads <= most) return [];
  const explanation =
    `${reads} consultations and disclosures on ${day}. ` +
    `On ${before.length} days of the eight weeks before it was usually ${usual} and at most ${most}.`;
  return [{ kind: 'unusual_volume', person, day, count: reads, explanation }];
}

/** The day so many days earlier. */
export const daysBefore = (day: Day, count: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
