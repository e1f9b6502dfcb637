import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CommandInputs, Id } from '@liaison/contracts';
import type { Age, Known, Priority } from '@liaison/domain';
import { sharesOf, UnitOfWork } from '@liaison/persistence';
import type { Calendar } from './calendar.js';
import type { Chance } from './chance.js';
import type { Cast } from './directory.js';
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
    private readonly cast: Cast,
  ) {}

  async register(lead: Player, home: Room, all: Room): Promise<readonly ToldDataset[]> {
    const rows = parse(readFileSync(sample('registry.csv')), { columns: true, delimiter: ';', bom: true }) as Row[];
    const inputs = rows.map((row) => ({
      origin: this.cast.agencies.get(row.Origin) ?? lead.agency,
      series: row.Series,
      receivedOn: row.Received,
      images: Number(row.Images),
      videos: Number(row.Videos),
      known: row.Known.replace(' ', '_') as Known,
      age: row.Age.replace(' ', '_') as Age,
      priority: row.Priority as Priority,
      note: row.Note,
      aliases: [{ scheme: 'reference', value: row.Reference, open: true }],
    }));
    return this.registerAndShare(lead, home, all, inputs, this.calendar.before(3, 9));
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
    const noteOf = new Map<Id, string>();
    for (const input of inputs) {
      const { id } = await this.stage.command(at, by, home, 'dataset.register', input);
      noteOf.set(id ?? '', input.note ?? '');
      await this.stage.command(at, by, target, 'dataset.share', { dataset: id ?? '' });
    }
    const shares = await this.stage.use(UnitOfWork).quietly(by.id, (tx) => sharesOf(tx, target.id));
    return shares.map(({ id: share, dataset: id, ref, version }) => {
      const topic = topicOf.find(([word]) => word.test(noteOf.get(id) ?? ''))?.[1] ?? 'open';
      return { id, ref, share, topic, version };
    });
  }
}

interface Row {
  readonly Reference: string;
  readonly Series: string;
  readonly Origin: string;
  readonly Received: string;
  readonly Images: string;
  readonly Videos: string;
  readonly Known: string;
  readonly Age: string;
  readonly Priority: string;
  readonly Note: string;
}

const sample = (name: string): string => join(process.cwd(), 'samples', name);
