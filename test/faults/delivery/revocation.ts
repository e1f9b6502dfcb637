import type { SessionView, StreamName } from '@liaison/contracts';
import { Findings } from './check/findings.js';
import { isRefused, type Door } from './client/door.js';
import { Ear } from './client/ear.js';
import { percentile } from './figures.js';
import type { Installation } from './installation.js';
import type { LoadResult } from './load.js';
import { FaultOperation } from './operation.js';
import { signIn, type Agency, type Person } from './people.js';
import type { Random } from './random.js';

export interface RevocationSize {
  readonly rounds: number;
  readonly people: number;
}

const closedWithin = 5_000;
const mostly = 1_000;
const ways = ['session ended', 'person deactivated', 'member removed'] as const;
type Way = (typeof ways)[number];

interface Subject {
  readonly agency: Agency;
  readonly person: Person;
}

/** Rights end in each way; every socket of the person, at every server, has to end or lose the stream. */
export async function runRevocation(
  here: Installation,
  agencies: readonly Agency[],
  size: RevocationSize,
  random: Random,
): Promise<LoadResult> {
  const operation = await FaultOperation.open(agencies);
  const subjects: Subject[] = [];
  for (let n = 0; n < size.people; n += 1) {
    const agency = random.pick(agencies);
    subjects.push({ agency, person: await operation.member(agency, `subject.${n}`) });
  }
  const rounds = new Rounds(here, operation, `compartment:${await operation.theirs(operation.lead, 'all')}`);
  let left = size.rounds;
  await Promise.all(
    subjects.map(async (subject) => {
      while (left > 0) {
        left -= 1;
        await rounds.run(subject, ways[left % ways.length] ?? 'session ended');
      }
    }),
  );
  return rounds.result();
}

class Rounds {
  private readonly findings = new Findings();
  private readonly took = new Map<Way, number[]>(ways.map((way) => [way, []]));

  constructor(
    private readonly here: Installation,
    private readonly operation: FaultOperation,
    private readonly stream: StreamName,
  ) {}

  async run(subject: Subject, way: Way): Promise<void> {
    const { signInName } = subject.person;
    const { door } = await signIn(this.here.url, signInName);
    const ears = await this.listen(door);
    const mend = await this.end(way, subject, door);
    const endedAt = performance.now();
    for (const ear of ears) {
      const gone = await ear.goneAt([this.stream], closedWithin);
      if (gone === null) this.findings.add('not-closed', `${signInName}, ${way}`);
      else this.took.get(way)?.push(Math.max(0, gone - endedAt));
      ear.close();
    }
    await mend();
    await door.call('DELETE', '/session');
  }

  result(): LoadResult {
    const all = [...this.took.values()].flat().sort((a, b) => a - b);
    const p99 = percentile(all, 0.99);
    if (p99 > mostly) this.findings.add('late', `revocation: ${p99.toFixed(0)} ms at p99, ${mostly} promised`);
    const each = [...this.took].flatMap(([way, took]) => {
      const sorted = took.sort((a, b) => a - b);
      return ([0.5, 0.99, 1] as const).map(
        (share) => [`${way} p${share * 100} ms`, percentile(sorted, share).toFixed(0)] as const,
      );
    });
    return {
      findings: this.findings,
      figures: { sockets: all.length, 'p99 ms': p99.toFixed(0), ...Object.fromEntries(each) },
    };
  }

  /** Two sockets at every server. */
  private async listen(door: Door): Promise<Ear[]> {
    const urls = this.here.servers.flatMap(({ url }) => [url, url]);
    const ears = await Promise.all(urls.map((url) => Ear.open(door.by(url))));
    await Promise.all(ears.map((ear) => ear.follow(this.stream)));
    return ears;
  }

  /** Answers how to put it right again. */
  private async end(way: Way, { agency, person }: Subject, door: Door): Promise<() => Promise<unknown>> {
    const people = `/agency/people/${person.id}`;
    if (way === 'person deactivated') {
      await done(agency.coordinator.door.call('PATCH', people, { active: false }));
      return () => done(agency.coordinator.door.call('PATCH', people, { active: true }));
    }
    if (way === 'member removed') {
      const { members } = await this.operation.view(agency.coordinator);
      const member = members.find((one) => one.person.id === person.id);
      await this.operation.remove(agency, member?.id ?? '');
      return () => this.operation.nominate(agency, person);
    }
    const sessions = await door.get<readonly SessionView[]>('/me/sessions');
    const { door: other } = await signIn(this.here.url, person.signInName);
    const own = sessions.find(({ current }) => current);
    await done(other.call('DELETE', `/me/sessions/${own?.id ?? ''}`));
    return () => other.call('DELETE', '/session');
  }
}

async function done(answer: Promise<{ readonly status: number; readonly text: string }>): Promise<void> {
  const { status, text } = await answer;
  if (isRefused(status)) throw new Error(text);
}
