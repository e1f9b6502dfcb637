import type { CompartmentView, Id, PersonRef } from '@liaison/contracts';
import { useLive } from '../data/client.js';
import { expectedIn } from '../data/operations.js';
import { AgencyAvatar } from '../ui/agency-avatar.js';
import { MarkingLine } from '../ui/marking.js';
import { useRoom } from './room-context.js';
import styles from './who-reads.module.css';

/** Agency by agency, everybody who reads what is written here now, and who has it open. */
export function WhoReads({ compartment }: { readonly compartment: CompartmentView }) {
  const { directory, operation } = useRoom();
  const expected = expectedIn(operation, compartment);
  const here = useLive(['presence'], (client) => new Set(client.presence.in(compartment.id)), [compartment.id]);
  const byAgency = new Map<Id, PersonRef[]>();
  for (const id of compartment.readers) {
    const person = directory.person(id);
    if (person) byAgency.set(person.agency, [...(byAgency.get(person.agency) ?? []), person]);
  }
  const agencies = [...new Set([...compartment.agencies, ...byAgency.keys()])].sort((a, b) =>
    directory.codeOf(a).localeCompare(directory.codeOf(b)),
  );
  const reading = agencies.length - expected.length;
  return (
    <div className={styles.who}>
      <header>
        <h3>{compartment.name}</h3>
        <MarkingLine marking={compartment.marking} full />
      </header>
      <p className="meta">
        {compartment.readers.length} people of {reading} {reading === 1 ? 'agency' : 'agencies'} read what is written
        here. Outside it nothing of it exists.
      </p>
      <ul className={styles.agencies}>
        {agencies.map((agency) => (
          <li key={agency} className={styles.agency}>
            <AgencyAvatar code={directory.codeOf(agency)} small />
            <span className={styles.code}>{directory.codeOf(agency)}</span>
            <span className={styles.people}>
              {(byAgency.get(agency) ?? []).map((person) => (
                <span key={person.id}>
                  {person.name}
                  {here.has(person.id) && <span className={styles.here}> · here now</span>}
                </span>
              ))}
              {!byAgency.has(agency) && (
                <span className="meta">
                  {expected.includes(agency) ? 'will read this on accepting' : 'nobody nominated yet'}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
