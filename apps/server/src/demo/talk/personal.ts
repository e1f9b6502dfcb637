import type { Calendar } from '../calendar.js';
import type { Chance } from '../chance.js';
import type { ToldDataset } from '../datasets.js';
import type { Player, Room, Stage } from '../stage.js';
import type { Beat, ThreadTold } from './thread.js';

const requests = [
  'could you compare this with what you have at home? One sentence is enough.',
  'is that yours or shall I take it?',
  'you read this better than I do: does the date format fit?',
  'the answer you were waiting for has come, see above.',
];

/** What is waiting for those whom a visitor signs in as: somebody has asked them, and the lead has given them work. */
export function tellPersonal(
  room: Room,
  lead: Player,
  personas: readonly Player[],
  others: readonly Player[],
  threads: readonly ThreadTold[],
  datasets: readonly ToldDataset[],
  chance: Chance,
  calendar: Calendar,
): Beat[] {
  const running = threads.filter((thread) => thread.begins < calendar.moment(0.8));
  return personas.flatMap((persona, number) => {
    const asked = chance.some(running, 3).map((thread, at): Beat => {
      const author = chance.pick(others.filter((other) => other !== persona));
      const text = `@${persona.code}/${persona.handle} ${requests[(number + at) % requests.length] ?? ''}`;
      return thread.post(calendar.moment(0.96 + at * 0.012), author, { text, language: 'en' }).beat;
    });
    const given = datasets
      .slice(number * 2, number * 2 + 2)
      .map((dataset) => assign(room, lead, persona, dataset, calendar));
    return persona === lead ? asked : [...asked, ...given];
  });
}

function assign(room: Room, lead: Player, person: Player, dataset: ToldDataset, calendar: Calendar): Beat {
  const at = calendar.moment(0.97);
  const play = (stage: Stage): Promise<unknown> => {
    const { share, version } = dataset;
    return stage.command(at, lead, room, 'share.assign', { share, version, person: person.id });
  };
  return { at, play };
}
