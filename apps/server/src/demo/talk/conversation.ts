import type { Id } from '@liaison/contracts';
import { normalHandling, type Marking, type RetractReason } from '@liaison/domain';
import type { Calendar } from '../calendar.js';
import type { Chance } from '../chance.js';
import type { Topic } from '../phrases/phrases.js';
import type { Player, Room } from '../stage.js';
import { phrasesOf, Speech, type Surroundings } from './speech.js';
import { ThreadTold, type Beat, type Said } from './thread.js';

export interface ConversationPlan {
  readonly room: Room;
  readonly title: string;
  readonly dataset?: Id;
  /** Null: about running the two weeks. */
  readonly topic: Topic | null;
  readonly speakers: readonly Player[];
  readonly languagesOf: (player: Player) => readonly string[];
  readonly language: string;
  readonly messages: number;
  readonly begins: Date;
  /** Working minutes between two messages, about. */
  readonly pace: number;
  readonly around: Surroundings;
  /** The room's own marking, the floor of what is said there. */
  readonly marking: Marking;
  readonly continues?: ThreadTold;
}

const notes = ['A long list of details', 'Describes a room in detail', 'Transcript of an audio track, long'];
const reasons: readonly RetractReason[] = ['wrong_reference', 'duplicate', 'not_accurate'];

/** A conversation from its first word to its decision, if it comes to one. */
export class Conversation {
  readonly thread: ThreadTold;
  private readonly beats: Beat[] = [];
  private readonly speech: Speech;

  constructor(
    private readonly plan: ConversationPlan,
    private readonly chance: Chance,
    private readonly calendar: Calendar,
  ) {
    this.thread = new ThreadTold(plan.room, plan.begins);
    this.speech = new Speech(chance, plan.around);
  }

  tell(): readonly Beat[] {
    const { plan, chance, thread } = this;
    let at = plan.begins;
    const opener = chance.pick(plan.speakers);
    const about = plan.dataset === undefined ? {} : { dataset: plan.dataset };
    this.beats.push(thread.start(at, opener, { title: plan.title, ...about }, plan.continues));
    for (let count = 0; count < plan.messages; count += 1) {
      const author = count === 0 ? opener : chance.pick(plan.speakers);
      this.say(at, author, count === 0);
      at = this.calendar.later(at, this.gap());
      if (this.isFuture(at)) return this.beats;
    }
    this.end(at, opener);
    return this.beats.filter((beat) => !this.isFuture(beat.at));
  }

  private say(at: Date, author: Player, isFirst: boolean): void {
    const { plan, chance, thread, speech } = this;
    const phrases = phrasesOf(this.languageFor(author));
    const text = isFirst ? speech.opening(phrases, plan.topic) : speech.contribution(phrases, plan.topic);
    const last = thread.said.at(-1);
    const quoted = last && !last.retracted && chance.happens(0.12) ? last : undefined;
    const input = { text, language: phrases.language, ...this.care() };
    const { said, beat } = thread.post(at, author, input, quoted);
    this.beats.push(beat);
    this.mend(at, said);
  }

  /** Now and then a text is folded by its author, or marked H2. */
  private care(): { readonly contentNote?: string; readonly marking?: Marking } {
    const { chance, plan } = this;
    if (plan.topic === null) return {};
    if (chance.happens(0.012)) return { contentNote: chance.pick(notes) };
    if (!chance.happens(0.02)) return {};
    return { marking: { ...plan.marking, handling: normalHandling([...plan.marking.handling, 'H2']) } };
  }

  private mend(at: Date, said: Said): void {
    const { chance, thread, speech } = this;
    const soon = this.calendar.later(at, chance.between(2, 12));
    if (chance.happens(0.03)) {
      const more = speech.addition(phrasesOf(said.language));
      this.beats.push(thread.edit(soon, said, `${said.text} ${more}`));
    } else if (chance.happens(0.008)) this.beats.push(thread.retract(soon, said, chance.pick(reasons)));
  }

  private end(at: Date, opener: Player): void {
    const { chance, thread, plan, speech } = this;
    if (chance.happens(0.04)) this.beats.push(thread.rename(at, opener, `${plan.title} (2)`));
    if (plan.topic === null || !chance.happens(0.35)) return;
    const closer = chance.pick(plan.speakers);
    const later = this.calendar.later(at, chance.between(5, 90));
    this.beats.push(thread.resolve(later, closer, speech.decision(phrasesOf(plan.language))));
    if (chance.happens(0.08)) this.beats.push(thread.reopen(this.calendar.later(later, 60), opener));
  }

  /** What would happen later has not happened: the calendar answers now for it. */
  private isFuture(at: Date): boolean {
    return at >= this.calendar.now;
  }

  private languageFor(author: Player): string {
    const spoken = this.plan.languagesOf(author);
    if (spoken.includes(this.plan.language)) return this.plan.language;
    return this.chance.happens(0.8) ? 'en' : (spoken[0] ?? 'en');
  }

  /** Short gaps are frequent, long ones happen. */
  private gap(): number {
    return Math.max(1, Math.round(-Math.log(1 - this.chance.next()) * this.plan.pace));
  }
}
