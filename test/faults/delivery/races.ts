import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamName } from '@liaison/contracts';
import { Findings } from './check/findings.js';
import { Ear } from './client/ear.js';
import type { Door } from './client/door.js';
import { percentile } from './figures.js';
import type { Hints } from './hints.js';
import type { Installation } from './installation.js';
import { Later } from './later.js';
import type { LoadResult } from './load.js';
import { FaultOperation, ground } from './operation.js';
import { probes, type Probe } from './probes.js';
import type { Agency, Person } from './people.js';
import type { Random } from './random.js';
import { Writers } from './writers.js';

export interface RaceSize {
  readonly races: number;
  readonly victims: number;
  readonly writers: number;
  /** How long a writer thinks, on average; milliseconds. */
  readonly thinking: number;
}

/** A socket that outlives its right by longer is wrong. */
const closedWithin = 5_000;

interface Place {
  readonly operation: FaultOperation;
  readonly stream: StreamName;
  readonly thread: string;
  readonly writers: Writers;
  readonly later: Later;
}

/** Somebody who is removed again and again, with a socket at every server: where it is done, and where only the poll tells. */
interface Victim {
  readonly agency: Agency;
  readonly person: Person;
  readonly doors: readonly Door[];
  readonly ears: readonly Ear[];
}

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
  const { place, victims } = await prepare(here, agencies, size, random);
  const races = new Races(place, folder);
  const writing = place.writers.run(size.thinking);
  let left = size.races;
  try {
    await Promise.all(
      victims.map(async (victim, index) => {
        const dice = random.branch(`victim ${index}`);
        while (left > 0) {
          left -= 1;
          await races.run(victim, dice);
          if (left > 0 && left % 500 === 0) say(`${left} races to go`);
        }
      }),
    );
  } finally {
    place.writers.stop();
    await writing;
    for (const { ears } of victims) for (const ear of ears) ear.close();
    await place.later.end();
  }
  const { findings, figures } = races.result();
  return { findings, figures: { ...figures, ...hints?.judge(findings) } };
}

async function prepare(
  here: Installation,
  agencies: readonly Agency[],
  size: RaceSize,
  random: Random,
): Promise<{ place: Place; victims: Victim[] }> {
  const operation = await FaultOperation.open(agencies);
  const homeOf = (index: number): Agency => agencies[index % agencies.length] ?? random.pick(agencies);
  const people: Person[] = [];
  for (let n = 0; n < size.writers; n += 1) people.push(await operation.member(homeOf(n), `writer.${n}`));
  const victims: Victim[] = [];
  const names: string[] = [];
  for (let n = 0; n < size.victims; n += 1) {
    const agency = homeOf(n);
    const person = await operation.member(agency, `victim.${n}`);
    names.push(`@${agency.ref.code}/victim.${n}`);
    const { member } = await memberOf(operation, agency, person);
    await operation.remove(agency, member);
    const doors = here.servers.map(({ url }) => person.door.by(url));
    victims.push({ agency, person, doors, ears: await Promise.all(doors.map((door) => Ear.open(door))) });
  }
  const compartment = await operation.theirs(operation.lead, 'all');
  const thread = await operation.startThread(operation.lead, compartment, 'Of those who leave');
  const first = here.servers[0]?.url ?? here.url;
  const own = people[0] ?? operation.lead;
  const home = { agency: homeOf(0).ref.id, compartment: await operation.theirs(own, 'agency') };
  const writers = new Writers(people, first, { compartment, thread, home }, names, random.branch('writers'));
  const later = new Later(here.postgres.adminUrl);
  return { place: { operation, stream: `compartment:${compartment}`, thread, writers, later }, victims };
}

async function memberOf(operation: FaultOperation, agency: Agency, { id }: Person): Promise<{ member: string }> {
  const found = (await operation.view(agency.coordinator)).members.find((member) => member.person.id === id);
  if (!found) throw new Error('no member');
  return { member: found.id };
}

const ascending = (a: number, b: number): number => a - b;

/** With everybody standing in one line some wait for longer than a statement may: nothing was changed, so once more. */
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
  private count = 0;
  private later = 0;
  private unseen = 0;

  constructor(
    private readonly place: Place,
    private readonly keepIn: string,
  ) {}

  async run(victim: Victim, random: Random): Promise<void> {
    const { operation, stream, later } = this.place;
    const { agency, person, ears } = victim;
    const { id: member } = await granted(() => operation.nominate(agency, person));
    for (const ear of ears) await this.come(ear, person);
    for (const ear of ears) ear.forget();
    const before = this.several(victim, random, 2);
    const removing = performance.now();
    await granted(() => operation.remove(agency, member));
    const removedAt = performance.now();
    this.removals.push(removedAt - removing);
    const after = this.several(victim, random, 3);
    const answers = [...(await before), ...(await after)];
    await this.requireGone(victim, removedAt);
    const heard = [...ears.map((ear) => ear.heard), ...answers];
    this.requireNothingLater(person, heard, await later.than(person.id, [stream]));
  }

  result(): LoadResult {
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
        'messages written': this.place.writers.written,
        'ids and words committed after the removal, while it was listening': this.later,
        'races in which no live frame came before': this.unseen,
        'removal asked to answered p50 ms': percentile(this.removals.sort(ascending), 0.5).toFixed(0),
        'removal asked to answered p99 ms': percentile(this.removals, 0.99).toFixed(0),
        ...closing,
        ...asked,
      },
    };
  }

  /** In, subscribed, the thread open, and one live frame with words seen: the ear is not deaf. */
  private async come(ear: Ear, { id }: Person): Promise<void> {
    const { stream, thread } = this.place;
    ear.forget();
    await ear.follow(stream, `person:${id}`);
    await ear.open(thread, ground);
    ear.forget();
    if (!(await ear.until(() => ear.heard.includes('canary-'), 3_000))) this.unseen += 1;
  }

  private several(victim: Victim, random: Random, count: number): Promise<string[]> {
    const chosen = random.shuffled(probes).slice(0, count);
    return Promise.all(chosen.map((probe) => this.ask(probe, victim, random)));
  }

  private async ask(probe: Probe, { doors, ears, person }: Victim, random: Random): Promise<string> {
    const { place } = this;
    this.asked.set(probe.name, (this.asked.get(probe.name) ?? 0) + 1);
    const where = { stream: place.stream, thread: place.thread, operation: place.operation.id, person: person.id };
    const latest = place.writers.latest ?? { message: place.thread, seq: 0 };
    return probe.ask({ ...where, ...latest, door: random.pick(doors), ear: random.pick(ears) });
  }

  private async requireGone({ ears, person }: Victim, removedAt: number): Promise<void> {
    for (const [server, ear] of ears.entries()) {
      const gone = await ear.goneAt([this.place.stream], closedWithin);
      if (gone === null) this.findings.add('not-closed', `${person.signInName} at server ${server + 1}`);
      else (this.closings[server] ??= []).push(Math.max(0, gone - removedAt));
    }
  }

  private requireNothingLater({ signInName }: Person, heard: readonly string[], needles: readonly string[]): void {
    this.count += 1;
    this.later += needles.length;
    const all = heard.join('\n');
    const leaked = needles.filter((needle) => all.includes(needle));
    if (leaked.length === 0) return;
    const file = join(this.keepIn, `leak-${this.count}.txt`);
    writeFileSync(file, all);
    this.findings.add('leaked', `${signInName}: ${leaked.join(', ')}; what they heard: ${file}`);
  }
}
