import type { Marking } from '@liaison/domain';
import type { Chance } from '../chance.js';
import type { Topic } from '../phrases/phrases.js';
import type { Calendar } from '../calendar.js';
import { agencyParts } from '../cast.js';
import type { ToldDataset } from '../datasets.js';
import type { Player, Room } from '../stage.js';
import { Conversation, type ConversationPlan } from './conversation.js';
import { phrasesOf } from './speech.js';
import type { Beat, ThreadTold } from './thread.js';

/** A compartment with its people, and how much is said in it. */
export interface Scene {
  readonly room: Room;
  readonly speakers: readonly Player[];
  /** Who reads there as well and says nothing. */
  readonly listeners?: readonly Player[];
  readonly languages: readonly string[];
  readonly marking: Marking;
  /** Datasets that everybody in it has. */
  readonly datasets: readonly ToldDataset[];
  /** Threads about datasets, about a question without one, and about running the two weeks. */
  readonly threads: { readonly datasets: number; readonly questions: number; readonly errands: number };
  /** Messages in a thread, about. */
  readonly length: number;
  /** One thread that goes on through the whole time. */
  readonly long?: { readonly title: string; readonly messages: number };
}

const questionTopics: readonly Topic[] = ['vehicle', 'packaging', 'timetable', 'audio', 'socket'];

/** All conversations of a scene, spread over the two weeks. */
export class SceneTold {
  readonly threads: ThreadTold[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly chance: Chance,
    private readonly calendar: Calendar,
  ) {}

  tell(sources: readonly ThreadTold[] = []): Beat[] {
    const { scene, chance } = this;
    const { datasets, questions, errands } = scene.threads;
    const about = chance.some(scene.datasets, datasets).map((dataset) => this.aboutDataset(dataset));
    const asked = Array.from({ length: questions }, (_, at) => this.question(sources[at]));
    const run = Array.from({ length: errands }, (_, at) => this.errand(at));
    return [...about, ...asked, ...run, this.long()].flat();
  }

  private long(): readonly Beat[] {
    const { long, speakers } = this.scene;
    if (!long) return [];
    const pace = this.calendar.minutes / (long.messages * 1.05);
    return this.converse({ ...long, topic: null, language: 'en', speakers, pace }, []);
  }

  private aboutDataset(dataset: ToldDataset): readonly Beat[] {
    const language = this.chance.pick(this.scene.languages);
    const { topic, ref, id } = dataset;
    const title = `${ref} ${phrasesOf(language).titles[topic]}`;
    const speakers = this.some(2, 6);
    return this.converse({ title, dataset: id, topic, language, speakers }, [ref]);
  }

  private question(source?: ThreadTold): readonly Beat[] {
    const language = this.chance.pick(this.scene.languages);
    const topic = this.chance.pick(questionTopics);
    const title = phrasesOf(language).titles[topic];
    // A thread is continued after it has begun.
    const after = source && {
      continues: source,
      begins: this.calendar.later(source.begins, this.chance.between(60, 300)),
    };
    return this.converse({ title, topic, language, speakers: this.some(2, 5), ...after });
  }

  private errand(at: number): readonly Beat[] {
    const language = this.scene.languages[at % this.scene.languages.length] ?? 'en';
    const { errands } = phrasesOf(language);
    const title = errands[at % errands.length] ?? '';
    return this.converse({ title, topic: null, language, speakers: this.some(3, 10) });
  }

  private converse(
    about: Pick<ConversationPlan, 'title' | 'topic' | 'language' | 'speakers'> & Partial<ConversationPlan>,
    references: readonly string[] = [],
  ): readonly Beat[] {
    const { chance, calendar, scene } = this;
    const more = chance.some(scene.datasets, 3).map(({ ref }) => ref);
    const conversation = new Conversation(
      {
        room: scene.room,
        marking: scene.marking,
        languagesOf,
        messages: chance.between(Math.ceil(scene.length / 3), Math.ceil(scene.length * 1.8)),
        begins: about.messages === undefined ? calendar.moment(chance.next() * 0.97) : calendar.moment(0),
        pace: chance.pick([8, 25, 60, 150]),
        ...about,
        around: {
          countries: countries(chance),
          references: [...references, ...more],
          addressees: addressees(about.speakers, chance),
        },
      },
      chance.fork(),
      calendar,
    );
    this.threads.push(conversation.thread);
    return conversation.tell();
  }

  private some(least: number, most: number): readonly Player[] {
    return this.chance.some(this.scene.speakers, this.chance.between(least, most));
  }
}

const languagesOf = ({ code }: Player): readonly string[] =>
  agencyParts.find((agency) => agency.code === code)?.languages ?? ['en'];

const countries = (chance: Chance): readonly string[] =>
  chance.some(
    agencyParts.map(({ country }) => country).filter((country) => country !== 'international'),
    5,
  );

function addressees(speakers: readonly Player[], chance: Chance): readonly string[] {
  const people = speakers.map(({ code, handle }) => `@${code}/${handle}`);
  const agencies = speakers.map(({ code }) => `@${code}`);
  return [...people, chance.pick(agencies), ...(chance.happens(0.1) ? ['@lead'] : [])];
}
