import type { Chance } from '../chance.js';
import { de } from '../phrases/de.js';
import { en } from '../phrases/en.js';
import { es } from '../phrases/es.js';
import { fr } from '../phrases/fr.js';
import { it } from '../phrases/it.js';
import { nl } from '../phrases/nl.js';
import type { Phrases, Topic } from '../phrases/phrases.js';
import { pl } from '../phrases/pl.js';
import { pt } from '../phrases/pt.js';
import { sv } from '../phrases/sv.js';

const known: Readonly<Record<string, Phrases>> = { de, en, es, fr, it, nl, pl, pt, sv };

/** The sentences of a language; English where there are none. */
export const phrasesOf = (language: string): Phrases => known[language] ?? en;

const plates = ['AA-999-A', '9-AAA-999', 'AA 999 AA', 'AA-AA 999', 'AAA 999', '99-AAA-9', 'A 999 AAA'];

/** What may be named where it is said: nothing that somebody in the audience could not look up. */
export interface Surroundings {
  /** Country codes of the agencies there. */
  readonly countries: readonly string[];
  /** References that everybody there has. */
  readonly references: readonly string[];
  /** Mentions of people and agencies there, `@NL/ana.visser`. */
  readonly addressees: readonly string[];
}

/** Sentences put together by chance, the same for the same seed. */
export class Speech {
  constructor(
    private readonly chance: Chance,
    private readonly around: Surroundings,
  ) {}

  opening(phrases: Phrases, topic: Topic | null): string {
    if (topic === null) return this.fill(this.chance.pick(phrases.logistics));
    const first = this.chance.pick(phrases.sights[topic]);
    return this.fill(this.chance.happens(0.5) ? `${first} ${this.chance.pick(phrases.questions)}` : first);
  }

  /** One contribution to a conversation that has begun. */
  contribution(phrases: Phrases, topic: Topic | null): string {
    const { chance } = this;
    if (topic === null)
      return this.fill(chance.happens(0.6) ? chance.pick(phrases.logistics) : chance.pick(phrases.replies));
    if (chance.happens(0.04)) return this.list(phrases, topic);
    const first = this.sentence(phrases, topic);
    return this.fill(chance.happens(0.3) ? `${first} ${this.sentence(phrases, topic)}` : first);
  }

  decision(phrases: Phrases): string {
    return this.fill(this.chance.pick(phrases.decisions));
  }

  /** Appended to what was said before, as people mend their words. */
  addition(phrases: Phrases): string {
    return this.fill(this.chance.pick(phrases.replies));
  }

  private sentence(phrases: Phrases, topic: Topic): string {
    const mood = this.chance.next();
    if (mood < 0.35) return this.chance.pick(phrases.sights[topic]);
    return this.chance.pick(mood < 0.75 ? phrases.replies : phrases.questions);
  }

  private list(phrases: Phrases, topic: Topic): string {
    const points = this.chance.some(phrases.sights[topic], 3).map((point) => `- ${this.fill(point)}`);
    return points.join('\n');
  }

  private fill(sentence: string): string {
    const { chance, around } = this;
    const [a = 'NL', b = 'BE'] = chance.some(around.countries, 2);
    const values: Record<string, () => string> = {
      a: () => a,
      b: () => b,
      n: () => String(chance.between(2, 9)),
      t: () => `${chance.between(7, 17)}:${chance.pick(['00', '10', '15', '20', '30', '40', '45'])}`,
      p: () => chance.pick(plates),
      ref: () => (around.references.length > 0 ? chance.pick(around.references) : '—'),
      who: () => (around.addressees.length > 0 ? chance.pick(around.addressees) : ''),
    };
    const filled = sentence.replace(/\{(\w+)\}/g, (_slot, name: string) => values[name]?.() ?? '').trim();
    return filled.charAt(0).toUpperCase() + filled.slice(1);
  }
}
