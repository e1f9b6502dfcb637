import { startMarking } from '@liaison/domain';
import type { Calendar } from './calendar.js';
import { personas } from './cast.js';
import { Chance } from './chance.js';
import { playerNamed, type Cast } from './directory.js';
import { TellOperations, type ToldOperation } from './operations.js';
import { TellReleases } from './releases.js';
import { ForceScenes } from './scenes-of-force.js';
import type { Player, Stage } from './stage.js';
import { tellNotices } from './talk/notices.js';
import { tellPersonal } from './talk/personal.js';
import { followSome, markEverythingRead, type Reader } from './talk/reading.js';
import { SceneTold, type Scene } from './talk/scenes.js';
import type { Beat, ThreadTold } from './talk/thread.js';
import { WorkTold } from './talk/work.js';

const seed = 17;
/** How far into the two weeks the two halves of the room have read everything. */
const readUpTo = [0.84, 0.95] as const;

/** The whole demonstration after its directory: operations, datasets, talk, work, and what has been read of it. */
export class Story {
  private readonly chance = new Chance(seed);
  private readonly operations: TellOperations;

  constructor(
    private readonly stage: Stage,
    private readonly calendar: Calendar,
    private readonly cast: Cast,
  ) {
    this.operations = new TellOperations(stage, calendar, cast);
  }

  async tell(): Promise<void> {
    const { progress } = this.stage;
    progress.begin('operations', 3);
    const force = await this.operations.taskForce();
    progress.step();
    const joint = await this.operations.jointTeam();
    progress.step();
    await this.operations.nextEdition();
    progress.begin('datasets and compartments', 4);
    const told = new ForceScenes(this.stage, this.calendar, this.cast, this.operations, force, this.chance.fork());
    const everybody = await told.everybody();
    progress.step();
    const narrow = await told.narrow();
    progress.step();
    const others = [...narrow, ...(await told.alone()), await this.jointScene(joint)];
    progress.step();
    await this.releases(narrow);
    await this.play(force, everybody, others);
  }

  /** Each compartment has beats of its own; in between, people read. */
  private async play(force: ToldOperation, everybody: Scene, others: readonly Scene[]): Promise<void> {
    const { stage, chance, calendar } = this;
    const main = new SceneTold(everybody, chance.fork(), calendar);
    const beats = [[...main.tell(), ...this.workAndNotices(force, everybody, main.threads)]];
    for (const scene of others) {
      const sources = scene.room.operation === force.id ? early(main.threads) : [];
      beats.push(new SceneTold(scene, chance.fork(), calendar).tell(sources));
    }
    stage.progress.begin('talk, work and reading', beats.flat().length);
    const readers = readersOf([everybody, ...others]);
    let from = new Date(0);
    for (const [half, share] of readUpTo.entries()) {
      const until = calendar.moment(share);
      await playBetween(stage, beats, from, until);
      await markEverythingRead(
        stage,
        readers.filter((_, at) => at % 2 === half),
        until,
      );
      from = until;
    }
    await playBetween(stage, beats, from, new Date(calendar.now.getTime() + 1));
    await followSome(stage, everybody.speakers, main.threads, chance.fork(), calendar);
  }

  private workAndNotices(
    { lead, members }: ToldOperation,
    { room, datasets }: Scene,
    threads: readonly ThreadTold[],
  ): readonly Beat[] {
    const { chance, calendar } = this;
    const experts = members.slice(2);
    const work = new WorkTold(room, lead, experts, chance.fork(), calendar);
    const beats = work.tell(datasets);
    const shown = personas.map(({ agency, name }) => this.player(agency, name)).filter((one) => members.includes(one));
    const others = members.filter((member) => member !== lead);
    const notices = tellNotices(room, lead, others, shown, chance.fork(), calendar);
    return [
      ...beats,
      ...notices,
      ...tellPersonal(room, lead, shown, experts, threads, work.untouched, chance.fork(), calendar),
    ];
  }

  private async jointScene(joint: ToldOperation): Promise<Scene> {
    const { all } = await this.operations.roomsOf(joint.lead, joint.id);
    const threads = { datasets: 0, questions: 6, errands: 3 };
    const languages = ['en', 'nl'];
    return { room: all, speakers: joint.members, languages, marking: startMarking, datasets: [], threads, length: 9 };
  }

  private async releases([west, middle, north, iberia]: readonly Scene[]): Promise<void> {
    if (!west || !middle || !north || !iberia) throw new Error('three compartments have datasets of their own');
    const releases = new TellReleases(this.stage, this.calendar);
    const ana = this.player('NL', 'Ana Visser');
    const mia = this.player('DE', 'Mia Hoffmann');
    const german = this.player('DE', 'Katrin Vogt');
    const ask = (by: Player, from: Scene, number: number, into: Scene, reason: string) => {
      const dataset = from.datasets[number];
      if (!dataset) throw new Error('no such dataset');
      return { by, dataset, into: into.room, reason };
    };
    await releases.ask(0.25, ask(ana, middle, 0, west, 'Same packaging as in two of ours.'), {
      by: german,
      answer: { state: 'granted_with_conditions', conditions: 'Not beyond this compartment before our own report.' },
    });
    await releases.ask(0.4, ask(ana, middle, 1, west, 'Could be the same series.'), {
      by: german,
      answer: { state: 'refused' },
    });
    await releases.ask(0.8, ask(ana, middle, 2, west, 'Mentioned in the briefing, timetable as in ours.'));
    await releases.ask(0.85, ask(mia, north, 0, middle, 'To compare the audio track.'));
    await releases.ask(0.9, ask(this.player('ES', 'Lucía Ferrer'), north, 1, iberia, 'Receipt of the same chain.'));
  }

  private player(code: string, name: string): Player {
    return playerNamed(this.cast, code, name);
  }
}

/** Threads of the first days that narrower audiences go on with. */
const early = (threads: readonly ThreadTold[]): readonly ThreadTold[] =>
  [...threads].sort((a, b) => a.begins.getTime() - b.begins.getTime()).slice(5, 8);

const peopleIn = ({ speakers, listeners = [] }: Scene): readonly Player[] => [...speakers, ...listeners];

function readersOf(scenes: readonly Scene[]): readonly Reader[] {
  const players = new Set(scenes.flatMap(peopleIn));
  return [...players].map((player) => ({
    player,
    rooms: scenes.filter((scene) => peopleIn(scene).includes(player)).map(({ room }) => room),
  }));
}

/** Compartments side by side, for nothing orders one by another; each in the order of time. */
async function playBetween(
  stage: Stage,
  streams: readonly (readonly Beat[])[],
  from: Date,
  until: Date,
): Promise<void> {
  const due = ({ at }: Beat): boolean => at >= from && at < until;
  await Promise.all(
    streams.map(async (beats) => {
      const inOrder = beats.filter(due).sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const beat of inOrder) {
        await beat.play(stage);
        stage.progress.step();
      }
    }),
  );
}
