import { startMarking } from '@liaison/domain';
import type { Calendar } from './calendar.js';
import { agencyParts, parts } from './cast.js';
import type { Chance } from './chance.js';
import { TellDatasets, type ToldDataset } from './datasets.js';
import { playerNamed, type Cast } from './directory.js';
import { redMarking, type TellOperations, type ToldOperation } from './operations.js';
import type { Player, Room, Stage } from './stage.js';
import type { Scene } from './talk/scenes.js';

interface Group {
  readonly codes: readonly string[];
  readonly languages: readonly string[];
  readonly threads: Scene['threads'];
  /** Datasets of the first agency that this compartment alone has. */
  readonly datasets: number;
}

const groups: readonly Group[] = [
  {
    codes: ['NL', 'FR', 'EUROPOL'],
    languages: ['en', 'fr', 'nl'],
    datasets: 4,
    threads: { datasets: 4, questions: 14, errands: 3 },
  },
  {
    codes: ['DE', 'AT', 'CH'],
    languages: ['de', 'de', 'en'],
    datasets: 5,
    threads: { datasets: 5, questions: 12, errands: 3 },
  },
  {
    codes: ['SE', 'NO', 'DK', 'FI'],
    languages: ['en', 'sv'],
    datasets: 3,
    threads: { datasets: 3, questions: 5, errands: 1 },
  },
  { codes: ['ES', 'PT'], languages: ['es', 'pt'], datasets: 0, threads: { datasets: 0, questions: 6, errands: 1 } },
  {
    codes: ['PL', 'CZ', 'HU', 'RO'],
    languages: ['en', 'pl'],
    datasets: 0,
    threads: { datasets: 0, questions: 6, errands: 1 },
  },
];
const talkative = ['NL', 'FR', 'DE', 'ES', 'IT', 'PT', 'SE', 'PL'];
const named = ['NL/Ana Visser', 'FR/Luc Martin', 'EUROPOL/Nora Lindqvist', 'DE/Mia Hoffmann'];

/** The compartments of the task force with their people and datasets, before anything is said in them. */
export class ForceScenes {
  private readonly datasets: TellDatasets;

  constructor(
    stage: Stage,
    private readonly calendar: Calendar,
    private readonly cast: Cast,
    private readonly operations: TellOperations,
    private readonly force: ToldOperation,
    private readonly chance: Chance,
  ) {
    this.datasets = new TellDatasets(stage, calendar);
  }

  async everybody(): Promise<Scene> {
    const { lead, members, id } = this.force;
    const { all } = await this.operations.roomsOf(lead, id);
    const datasets = await this.datasets.imported(lead, all);
    const languages = ['en', 'en', 'en', 'en', 'fr', 'de', 'es'];
    const threads = { datasets: 105, questions: 14, errands: 12 };
    const long = { title: 'Coordination and logistics', messages: 300 };
    return { room: all, speakers: members, languages, marking: startMarking, datasets, threads, length: 11, long };
  }

  async narrow(): Promise<readonly Scene[]> {
    const scenes: Scene[] = [];
    for (const group of groups) scenes.push(await this.group(group));
    return [...scenes, await this.named()];
  }

  async alone(): Promise<readonly Scene[]> {
    const scenes: Scene[] = [];
    for (const code of talkative) {
      const speakers = this.expertsOf([code]);
      const languages = agencyParts.find((agency) => agency.code === code)?.languages.slice(0, 1) ?? ['en'];
      const threads = { datasets: 0, questions: 5, errands: 2 };
      const room = await this.homeOf(firstOf(speakers));
      scenes.push({ room, speakers, languages, marking: startMarking, datasets: [], threads, length: 8 });
    }
    return scenes;
  }

  private async group({ codes, languages, threads, datasets: count }: Group): Promise<Scene> {
    const speakers = this.expertsOf(codes);
    const opener = firstOf(speakers);
    const agencies = codes.map((code) => this.cast.agencies.get(code) ?? '');
    const at = this.calendar.moment(0.02);
    const room = await this.operations.openCompartment(opener, this.force.id, { agencies }, at);
    const datasets: readonly ToldDataset[] =
      count > 0 ? await this.datasets.byHand(opener, await this.homeOf(opener), room, count, this.chance.fork()) : [];
    const listeners = codes.includes('EUROPOL')
      ? this.force.members.filter(
          ({ code, handle }) => code === 'EUROPOL' && !speakers.some((one) => one.handle === handle),
        )
      : [];
    return { room, speakers, listeners, languages, marking: startMarking, datasets, threads, length: 11 };
  }

  private async named(): Promise<Scene> {
    const speakers = named.map((one) => playerNamed(this.cast, ...(one.split('/') as [string, string])));
    const choice = { seats: speakers.map(({ id }) => id), marking: redMarking };
    const at = this.calendar.moment(0.2);
    const room = await this.operations.openCompartment(firstOf(speakers), this.force.id, choice, at);
    const threads = { datasets: 0, questions: 4, errands: 0 };
    return { room, speakers, languages: ['en'], marking: redMarking, datasets: [], threads, length: 9 };
  }

  private async homeOf(player: Player): Promise<Room> {
    return (await this.operations.roomsOf(player, this.force.id)).own;
  }

  private expertsOf(codes: readonly string[]): readonly Player[] {
    return codes.flatMap((code) =>
      parts
        .filter(({ agency, role }) => agency === code && role !== null && role !== 'lead')
        .map(({ agency, name }) => playerNamed(this.cast, agency, name)),
    );
  }
}

function firstOf(players: readonly Player[]): Player {
  const [first] = players;
  if (!first) throw new Error('nobody is there');
  return first;
}
