import type { CommandInputs } from '@liaison/contracts';
import { confidences, likelihoods } from '@liaison/domain';
import type { Calendar } from '../calendar.js';
import { agencyParts } from '../cast.js';
import type { Chance } from '../chance.js';
import type { ToldDataset } from '../datasets.js';
import type { Player, Room, Stage } from '../stage.js';
import type { Beat } from './thread.js';

const countries = agencyParts.map(({ country }) => country).filter((country) => country !== 'international');
const remarks = [
  'Socket type and packaging agree.',
  'By the layout of the receipt.',
  'Asked at home, the answer came in writing.',
  'Plate and inspection sticker.',
  'School timetable, two colleagues agree.',
];
type Step = readonly [CommandKindOfWork, (share: { readonly share: string; readonly version: number }) => object];
type CommandKindOfWork = 'share.claim' | 'share.release' | 'share.assign' | 'share.set_status';

/** The work on datasets: claimed, assigned, analysed, judged. Most of it is done, some has just begun, some waits. */
export class WorkTold {
  /** Datasets that nobody has begun with. */
  readonly untouched: ToldDataset[] = [];

  constructor(
    private readonly room: Room,
    private readonly lead: Player,
    private readonly experts: readonly Player[],
    private readonly chance: Chance,
    private readonly calendar: Calendar,
  ) {}

  tell(datasets: readonly ToldDataset[]): Beat[] {
    return datasets.flatMap((dataset) => {
      const fate = this.chance.next();
      if (fate < 0.38) {
        this.untouched.push(dataset);
        return [];
      }
      if (fate < 0.42) return this.assigned(dataset);
      return this.worked(dataset, fate);
    });
  }

  private assigned(dataset: ToldDataset): Beat[] {
    const person = this.chance.pick(this.experts).id;
    return [this.step(this.moment(), this.lead, dataset, ['share.assign', (share) => ({ ...share, person })])];
  }

  private worked(dataset: ToldDataset, fate: number): Beat[] {
    const { chance, calendar } = this;
    const expert = chance.pick(this.experts);
    const claimed = this.moment();
    const beats = [this.step(claimed, expert, dataset, ['share.claim', (share) => share])];
    if (fate < 0.48) return beats;
    if (fate < 0.46)
      return [...beats, this.step(calendar.later(claimed, 200), expert, dataset, ['share.release', (share) => share])];
    const begun = calendar.later(claimed, chance.between(5, 90));
    beats.push(this.step(begun, expert, dataset, this.status('in_analysis')));
    const judged = calendar.later(begun, chance.between(30, 400));
    beats.push(...this.assessments(judged, expert, dataset));
    if (fate < 0.66) return beats;
    beats.push(this.step(calendar.later(judged, 20), expert, dataset, this.status('analysed')));
    if (fate > 0.9) beats.push(this.step(calendar.later(judged, 60), expert, dataset, this.status('disseminated')));
    return beats;
  }

  private assessments(at: Date, expert: Player, dataset: ToldDataset): Beat[] {
    const { chance, calendar } = this;
    const authors = [
      expert,
      ...chance.some(
        this.experts.filter((one) => one !== expert),
        chance.between(0, 2),
      ),
    ];
    const country = chance.pick(countries);
    return authors.map((author, number) => {
      const dissents = number > 0 && chance.happens(0.4);
      const input: CommandInputs['assessment.record'] = {
        share: dataset.share,
        kind: dissents || chance.happens(0.25) ? 'not_country' : 'likely_country',
        country: dissents ? chance.pick(countries) : country,
        likelihood: chance.pick(likelihoods.slice(3)),
        confidence: chance.pick(confidences),
        ...(chance.happens(0.6) && { note: chance.pick(remarks) }),
      };
      const when = calendar.later(at, number * chance.between(10, 120));
      return { at: when, play: (stage: Stage) => stage.command(when, author, this.room, 'assessment.record', input) };
    });
  }

  private status(status: CommandInputs['share.set_status']['status']): Step {
    return ['share.set_status', (share) => ({ ...share, status })];
  }

  private step(at: Date, by: Player, dataset: ToldDataset, [kind, inputOf]: Step): Beat {
    const play = async (stage: Stage): Promise<void> => {
      const input = inputOf({ share: dataset.share, version: dataset.version });
      await stage.command(at, by, this.room, kind, input as CommandInputs[typeof kind]);
      dataset.version += 1;
    };
    return { at, play };
  }

  private moment(): Date {
    return this.calendar.moment(this.chance.next() * 0.9);
  }
}
