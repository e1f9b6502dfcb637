import type { Erasure } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import pLimit from 'p-limit';
import { Client } from 'pg';
import { recorded } from '../../kit/recorded.js';
import { as, ok, type TwoAgencies } from '../../kit/world.js';
import { canaryOf, sessionOf } from './canaries.js';
import type { LogSizes } from './sizes.js';

export interface Subject {
  readonly id: string;
  readonly session: string;
  /** Words that stand nowhere else; each is a value of theirs. */
  readonly canaries: readonly string[];
}

/** Each waits until the tree holds it: one after another they would wait for a batch each. */
const atOnce = 20;

/** Half of the records are theirs; the others are somebody else’s, a tenth of which name one of them. */
export async function seed(
  { fr, nl, server }: TwoAgencies,
  { subjects: count, records }: LogSizes,
): Promise<readonly Subject[]> {
  const subjects = Array.from({ length: count }, (_, n): Subject => ({
    id: newId(),
    session: sessionOf(n),
    canaries: ['name', 'handle', 'address', 'ground', 'note'].map((of) => canaryOf(of, n)),
  }));
  const admin = new Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into person select p.id, $2, p.name, p.handle, true, 1, now() from unnest($1::uuid[], $3::text[], $4::text[]) p (id, name, handle)`,
    [
      subjects.map(({ id }) => id),
      fr.id,
      subjects.map(({ canaries }) => canaries[0]),
      subjects.map(({ canaries }) => canaries[1]),
    ],
  );
  await admin.end();
  for (let done = 0; done < records; done += 500) {
    const acts = Array.from({ length: Math.min(500, records - done) }, (_, n) => {
      const subject = subjects[Math.floor((done + n) / 2) % subjects.length];
      const dataset = { type: 'dataset', id: newId(), version: 1, ref: null, owner: nl.id };
      const isTheirs = n % 2 === 0;
      const named = n % 20 === 1 ? subjects[Math.floor((done + n) / 20) % subjects.length] : undefined;
      const person = named && { type: 'person', id: named.id, version: null, ref: null, owner: fr.id };
      const [, , address = '', ground = '', note = ''] = subject?.canaries ?? [];
      const theirs = {
        person: subject?.id ?? null,
        session: subject?.session ?? null,
        address,
        ground,
        detail: { note },
      };
      return {
        at: server.clock.now(),
        agency: fr.id,
        person: fr.coordinator.id,
        objects: person ? [dataset, person] : [dataset],
        ...(isTheirs && theirs),
      };
    });
    await recorded(server, acts);
  }
  return subjects;
}

/** Answers of how many records values were destroyed. */
export async function erase({ fr }: TwoAgencies, subjects: readonly Subject[]): Promise<number> {
  const auditor = await fr.person('an.auditor', 'auditor');
  const limit = pLimit(atOnce);
  const gone = subjects.map(({ id }) =>
    limit(async () => {
      ok(await as(fr.coordinator).patch(`/agency/people/${id}`, { active: false }));
      const input = { person: id, basis: 'right_to_erasure' };
      const asked = ok(await as(fr.coordinator).post<Erasure>('/agency/erasures', input));
      return ok(await as(auditor).post<Erasure>(`/agency/erasures/${asked.id}/carry-out`)).records ?? 0;
    }),
  );
  return (await Promise.all(gone)).reduce((all, records) => all + records, 0);
}
