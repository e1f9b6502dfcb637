import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Findings } from './check/findings.js';
import type { Ear } from './client/ear.js';
import { percentile } from './figures.js';
import type { Hints } from './hints.js';
import type { Installation } from './installation.js';
import { Later } from './later.js';
import type { LoadResult } from './load.js';
import { ground } from './operation.js';
import { probes, type Probe } from './probes.js';
import type { Agency, Person } from './people.js';
import { gatherCast, openPlace, type Place, type RaceSize, type Victim } from './race-places.js';
import type { Random } from './random.js';

/** A socket that outlives its right by longer is wrong. */
const closedWithin = 5_000;

/** An operation sees so many removals; one whose people have been in it hundreds of times is no case of life. */
const racesOfOperation = 160;
/** Those of an operation wait for each other at its row: more of them in one make no more races. */
const victimsOfOperation = 8;

/**
 * People are removed while others write. Everything is written at the first server; the second learns of it by hints, or,
 * where these are muted, by nothing but the database. Null: they go another way than over PostgreSQL.
 */
export async function runRaces(
  here: Installation,
  agencies: readonly Agency[],
  size: RaceSize,
  random: Random,
  { folder, say }: { readonly folder: string; readonly say: (text: string) => void },
  hints: Hints | null,
): Promise<LoadResult> {
  const cast = await gatherCast(here, agencies, size);
  const races = new Races(new Later(here.postgres.adminUrl), folder);
  try {
    const groups = chunks(cast.victims, victimsOfOperation);
    const thinking = size.thinking * groups.length;
    for (let left = size.races; left > 0; left = size.races - races.count) {
      const count = Math.min(racesOfOperation, Math.ceil(left / groups.length));
      const dice = random.branch(`${left} left`);
      await Promise.all(
        groups.map(async (victims, n) => {
          const place = await openPlace(here, agencies, cast, dice.branch(`operation ${n}`));
          await raceIn(place, victims, races, { races: count, thinking }, dice.branch(`races ${n}`));
        }),
      );
      say(`${races.count} races run`);
    }
  } finally {
    for (const { ears } of cast.victims) for (const ear of ears) ear.close();
    await races.end();
  }
  const { findings, figures } = races.result();
  return { findings, figures: { ...figures, ...hints?.judge(findings) } };
}

async function raceIn(
  place: Place,
  victims: readonly Victim[],
  races: Races,
  size: Pick<RaceSize, 'races' | 'thinking'>,
  random: Random,
): Promise<void> {
  const writing = place.writers.run(size.thinking);
  let left = size.races;
  try {
    await Promise.all(
      victims.map(async (victim, index) => {
        const dice = random.branch(`victim ${index}`);
        while (left > 0) {
          left -= 1;
          await races.run(place, victim, dice);
        }
      }),
    );
  } finally {
    place.writers.stop();
    await writing;
    races.wrote(place.writers.written);
  }
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return all.flatMap((_one, at) => (at % size === 0 ? [all.slice(at, at + size)] : []));
}

const ascending = (a: number, b: number): number => a - b;

/**
 * With everybody standing in one line some wait for longer than a statement may, and who opens a thread meets people leaving
 * again and again: nothing was changed, so once more.
 */
async function granted<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries === 20 || !String(error).includes('503')) throw error;
    }
  }
}

class Races {
  private readonly findings = new Findings();
  private readonly closings: number[][] = [];
  private readonly asked = new Map<string, number>();
  private readonly removals: number[] = [];
  private laterIds = 0;
  private unseen = 0;
  private written = 0;
  count = 0;

  constructor(
    private readonly later: Later,
    private readonly keepIn: string,
  ) {}

  async run(place: Place, victim: Victim, random: Random): Promise<void> {
    const { operation, stream } = place;
    const { agency, person, ears } = victim;
    const { id: member } = await granted(() => operation.nominate(agency, person));
    for (const ear of ears) await this.come(place, ear, person);
    for (const ear of ears) ear.forget();
    const before = this.several(place, victim, random, 2);
    const removing = performance.now();
    await granted(() => operation.remove(agency, member));
    const removedAt = performance.now();
    this.removals.push(removedAt - removing);
    const after = this.several(place, victim, random, 3);
    const answers = [...(await before), ...(await after)];
    await this.requireGone(place, victim, removedAt);
    const heard = [...ears.map((ear) => ear.heard), ...answers];
    this.requireNothingLater(person, heard, await this.later.than(person.id, [stream]));
  }

  wrote(messages: number): void {
    this.written += messages;
  }

  end(): Promise<void> {
    return this.later.end();
  }

  result(): LoadResult {
    if (this.unseen > this.count / 4)
      this.findings.add('deaf', `${this.unseen} of ${this.count} heard nothing live before they were removed`);
    const sorted = this.closings.map((all) => all.sort(ascending));
    const closing = Object.fromEntries(
      sorted.flatMap((all, server) =>
        ([0.5, 0.99, 1] as const).map((share) => [
          `denied at server ${server + 1} p${share * 100} ms`,
          percentile(all, share).toFixed(0),
        ]),
      ),
    );
    const asked = Object.fromEntries([...this.asked].map(([name, count]) => [`asked: ${name}`, count]));
    return {
      findings: this.findings,
      figures: {
        races: this.count,
        'messages written': this.written,
        'ids and words committed after the removal, while it was listening': this.laterIds,
        'races in which no live frame came before': this.unseen,
        'removal asked to answered p50 ms': percentile(this.removals.sort(ascending), 0.5).toFixed(0),
        'removal asked to answered p99 ms': percentile(this.removals, 0.99).toFixed(0),
        ...closing,
        ...asked,
      },
    };
  }

  /** In, subscribed, the thread open, and one live frame with words seen: the ear is not deaf. */
  private async come({ stream, thread }: Place, ear: Ear, { id }: Person): Promise<void> {
    ear.forget();
    await ear.follow(stream, `person:${id}`);
    await granted(async () => {
      const opened = await ear.open(thread, ground);
      if (!opened.ok) throw new Error(`${opened.error.status}: no thread was opened: ${opened.error.detail}`);
    });
    ear.forget();
    if (!(await ear.until(() => ear.heard.includes('canary-'), 3_000))) this.unseen += 1;
  }

  private several(place: Place, victim: Victim, random: Random, count: number): Promise<string[]> {
    const chosen = random.shuffled(probes).slice(0, count);
    return Promise.all(chosen.map((probe) => this.ask(probe, place, victim, random)));
  }

  private async ask(probe: Probe, place: Place, { doors, ears, person }: Victim, random: Random): Promise<string> {
    this.asked.set(probe.name, (this.asked.get(probe.name) ?? 0) + 1);
    const where = { stream: place.stream, thread: place.thread, operation: place.operation.id, person: person.id };
    const latest = place.writers.latest ?? { message: place.thread, seq: 0 };
    return probe.ask({ ...where, ...latest, door: random.pick(doors), ear: random.pick(ears) });
  }

  private async requireGone({ stream }: Place, { ears, person }: Victim, removedAt: number): Promise<void> {
    for (const [server, ear] of ears.entries()) {
      const gone = await ear.goneAt([stream], closedWithin);
      if (gone === null) this.findings.add('not-closed', `${person.signInName} at server ${server + 1}`);
      else (this.closings[server] ??= []).push(Math.max(0, gone - removedAt));
    }
  }

  private requireNothingLater({ signInName }: Person, heard: readonly string[], needles: readonly string[]): void {
    this.count += 1;
    this.laterIds += needles.length;
    const all = heard.join('\n');
    const leaked = needles.filter((needle) => all.includes(needle));
    if (leaked.length === 0) return;
    const file = join(this.keepIn, `leak-${this.count}.txt`);
    writeFileSync(file, all);
    this.findings.add('leaked', `${signInName}: ${leaked.join(', ')}; what they heard: ${file}`);
  }
}
