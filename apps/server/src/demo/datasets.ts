import type { CommandInputs, Id } from '@liaison/contracts';
import { aliasesOf, findDataset, sharesOf, UnitOfWork } from '@liaison/persistence';
import type { Calendar } from './calendar.js';
import type { Chance } from './chance.js';
import { importSample } from './imports.js';
import type { Topic } from './phrases/phrases.js';
import type { Player, Room, Stage } from './stage.js';

/** A dataset as its share stands in a compartment. */
export interface ToldDataset {
  readonly id: Id;
  readonly ref: string;
  readonly share: Id;
  readonly topic: Topic;
  /** Of the share; each step of work makes the next. */
  version: number;
}

/** What a note of the sample register speaks of. */
const topicOf: readonly (readonly [RegExp, Topic])[] = [
  [/audio/, 'audio'],
  [/socket/, 'socket'],
  [/vegetation/, 'vegetation'],
  [/edition/, 'edition'],
  [/metadata/, 'metadata'],
  [/packaging/, 'packaging'],
  [/receipt/, 'receipt'],
  [/timetable/, 'timetable'],
  [/vehicle/, 'vehicle'],
];
const notes = [
  'packaging of a regional brand',
  'receipt with a partial street name',
  'school timetable on the wall',
  'interior, wall socket type F',
  'audio track, regional accent',
];

/** Datasets: the sample register for everybody, and what agencies registered by hand for a few. */
export class TellDatasets {
  constructor(
    private readonly stage: Stage,
    private readonly calendar: Calendar,
  ) {}

  /** The sample register for everybody, and a manifest that the host keeps to itself. */
  async imported(lead: Player, all: Room): Promise<readonly ToldDataset[]> {
    const { stage, calendar } = this;
    await importSample(stage, calendar.before(3, 9), lead, all.operation, 'registry.csv', all);
    await importSample(stage, calendar.before(2, 9), lead, all.operation, 'manifest-vics-2.0.json', null);
    return this.sharesIn(lead, all);
  }

  /** A few of an agency's own, given to one narrow compartment only. */
  byHand(by: Player, home: Room, group: Room, count: number, chance: Chance): Promise<readonly ToldDataset[]> {
    const inputs = Array.from({ length: count }, (_, number) => ({
      origin: by.agency,
      series: `${by.code}-L${chance.between(100, 999)}`,
      receivedOn: this.calendar.day(-chance.between(10, 120)),
      images: chance.between(20, 3_000),
      videos: chance.between(0, 60),
      priority: chance.pick(['normal', 'high', 'urgent'] as const),
      note: chance.pick(notes),
      aliases: [{ scheme: 'reference', value: `${by.code}/26/${chance.between(1_000, 9_999)}-${number}`, open: false }],
    }));
    return this.registerAndShare(by, home, group, inputs, this.calendar.moment(0.03));
  }

  private async registerAndShare(
    by: Player,
    home: Room,
    target: Room,
    inputs: readonly CommandInputs['dataset.register'][],
    at: Date,
  ): Promise<readonly ToldDataset[]> {
    for (const input of inputs) {
      const { id } = await this.stage.command(at, by, home, 'dataset.register', input);
      await this.stage.command(at, by, target, 'dataset.share', { dataset: id ?? '' });
    }
    return this.sharesIn(by, target);
  }

  /** Looked up without an act: the demonstration reads its own script. */
  private sharesIn(reader: Player, room: Room): Promise<readonly ToldDataset[]> {
    return this.stage.use(UnitOfWork).quietly(reader.id, async (tx) => {
      const told: (ToldDataset & { readonly alias: string })[] = [];
      for (const { id: share, dataset: id, ref, version } of await sharesOf(tx, room.id)) {
        const note = (await findDataset(tx, id))?.note ?? '';
        const topic = topicOf.find(([word]) => word.test(note))?.[1] ?? 'open';
        told.push({ id, ref, share, topic, version, alias: (await aliasesOf(tx, id))[0]?.value ?? '' });
      }
      // References are random; the story goes by what the agencies call their datasets.
      return told.sort((a, b) => (a.alias < b.alias ? -1 : 1));
    });
  }
}
