import type { Calendar } from '../calendar.js';
import type { Chance } from '../chance.js';
import type { Player, Room } from '../stage.js';
import { ThreadTold, type Beat } from './thread.js';

/** What everybody is asked to acknowledge, when it is said, and how many hours they have. */
const notices: readonly (readonly [number, number, string])[] = [
  [
    0.005,
    10,
    'Welcome. Please read the marking of a compartment before you write in it: the bar above your words says who will read them.',
  ],
  [
    0.02,
    10,
    'References, counts and remarks only. No file, no picture and no link to one belongs here; the terms to use are in the guide on your desk.',
  ],
  [
    0.3,
    24,
    'From tomorrow please record "checked, not country X" as an assessment as well, not only in a thread. It saves the next person the same search.',
  ],
  [
    0.62,
    24,
    'Datasets that nobody has claimed are listed by priority. Each of you takes two before Thursday evening, please.',
  ],
  [
    0.93,
    30,
    'Leads go out at the end of the week. Say by the date given which of your datasets are ready, and which need another day.',
  ],
];

/** The task lead's notices to everybody: most have been acknowledged; the last one waits, for those named at least. */
export function tellNotices(
  room: Room,
  lead: Player,
  others: readonly Player[],
  late: readonly Player[],
  chance: Chance,
  calendar: Calendar,
): Beat[] {
  const thread = new ThreadTold(room, calendar.moment(0));
  const beats: Beat[] = [thread.start(calendar.moment(0), lead, { title: 'Notices of the task lead' })];
  for (const [number, [share, hours, text]] of notices.entries()) {
    const at = calendar.moment(share);
    const acknowledgeBy = new Date(at.getTime() + hours * 3_600_000).toISOString();
    const { said, beat } = thread.post(at, lead, { text, language: 'en', acknowledgeBy });
    beats.push(beat);
    const isLast = number === notices.length - 1;
    for (const other of others.filter((one) => !(isLast && late.includes(one)))) {
      const read = calendar.later(at, chance.between(3, 600));
      if (read < calendar.now && chance.happens(share > 0.5 ? 0.6 : 0.96))
        beats.push(thread.acknowledge(read, other, said));
    }
  }
  return beats;
}
