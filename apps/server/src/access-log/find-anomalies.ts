import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AnomaliesView, AnomalyView, Day, NewAnomalyAnswer } from '@liaison/contracts';
import { invalid, notFound, type AnomalyKind } from '@liaison/domain';
import {
  agenciesWithoutHours,
  anomalyAnswers,
  answerAnomaly,
  daysOfPeople,
  daysWithoutTask,
  peopleOfMyScope,
  type Tx,
} from '@liaison/persistence';
import { anomaliesOf, daysBefore, usualDays, type Anomaly } from './anomalies.js';
import { AskTheLog } from './ask-the-log.js';

const mostDays = 92;

/** One anomaly by what it is: there is at most one of a kind for a person and day. */
export interface AnomalyName {
  readonly kind: AnomalyKind;
  readonly person: string;
  readonly day: Day;
}

/** What stands out among the people of an auditor's scope, and what auditors said of it. Computed when asked. */
@Injectable()
export class FindAnomalies {
  constructor(private readonly ask: AskTheLog) {}

  run(actor: Actor, asked: { readonly from?: Day; readonly to?: Day }): Promise<AnomaliesView> {
    return this.ask.run(actor, 'log.find_anomalies', {}, async (tx, _filters, act) => {
      const to = asked.to ?? tx.now.toISOString().slice(0, 10);
      const from = asked.from ?? daysBefore(to, 6);
      if (from > to) throw invalid('from', 'must not be after to');
      if (from <= daysBefore(to, mostDays)) throw invalid('from', `must be less than ${mostDays} days before to`);
      act.note('from', from).note('to', to);
      return { from, to, items: await anomalies(tx, from, to), notLookedFor: await notLookedFor(tx, actor) };
    });
  }

  answer(actor: Actor, name: AnomalyName, answer: NewAnomalyAnswer): Promise<AnomalyView> {
    return this.ask.write(actor, 'log.answer_anomaly', async (tx, act) => {
      act.touch('person', name.person).note('kind', name.kind).note('day', name.day).note('state', answer.state);
      const find = async (): Promise<AnomalyView> => {
        const found = (await anomalies(tx, name.day, name.day)).find(
          ({ kind, person }) => kind === name.kind && person.id === name.person,
        );
        if (!found) throw notFound();
        return found;
      };
      await find();
      await answerAnomaly(tx, actor, name, answer);
      return find();
    });
  }
}

async function anomalies(tx: Tx, from: Day, to: Day): Promise<AnomalyView[]> {
  // Days are those of each agency's zone: a day more on both sides has them whole.
  const end = new Date(`${daysBefore(to, -2)}T00:00:00Z`);
  const days = await daysOfPeople(tx, new Date(`${daysBefore(from, usualDays + 1)}T00:00:00Z`), end);
  const without = await daysWithoutTask(tx, new Date(`${daysBefore(from, 1)}T00:00:00Z`), end);
  const found = anomaliesOf(days, without, from).filter(({ day }) => day <= to);
  const people = new Map(
    (await peopleOfMyScope(tx, [...new Set(found.map(({ person }) => person))])).map((one) => [one.id, one]),
  );
  const answers = await anomalyAnswers(tx, from, to);
  return found.flatMap((anomaly) => {
    const person = people.get(anomaly.person);
    const given = answers
      .filter(({ kind, person: of, day }) => kind === anomaly.kind && of === anomaly.person && day === anomaly.day)
      .map(({ answer }) => answer);
    return person ? [present(anomaly, person, given)] : [];
  });
}

const present = (
  { kind, day, count, explanation }: Anomaly,
  person: AnomalyView['person'],
  answers: AnomalyView['answers'],
): AnomalyView => ({
  ...{ kind, person, day, count, explanation, answers },
  state: answers.at(-1)?.state ?? 'open',
  filters: {
    person: person.id,
    from: `${daysBefore(day, 1)}T00:00:00.000Z`,
    to: `${daysBefore(day, -2)}T00:00:00.000Z`,
    ...(kind === 'missing_ground' && { ground: 'missing' as const }),
    ...(kind === 'without_assignment' && { act: 'dataset.view' }),
  },
});

async function notLookedFor(tx: Tx, { duties }: Actor): Promise<AnomaliesView['notLookedFor']> {
  const agencies = await agenciesWithoutHours(tx);
  if (agencies.length === 0) return [];
  const them = agencies.length === 1 ? 'it' : 'them';
  const why = duties.includes('auditor')
    ? 'The agency has not stated its hours. Its coordinator does, on the Agency page.'
    : `The hours of ${listed.format(agencies)} are not stated: no out-of-hours anomalies for ${them}.`;
  return [{ kind: 'out_of_hours', agencies, why }];
}

const listed = new Intl.ListFormat('en-GB');
