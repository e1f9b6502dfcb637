import type { CouldSeePlace, CouldSeeView } from '@liaison/contracts';
import { compartmentKindWords, roleWords } from '../../data/words.js';
import { Disclosure } from '../../ui/disclosure.js';
import { shortId } from '../../ui/short-id.js';
import { minuteInUtc } from '../record-words.js';
import styles from './records.module.css';

const shown = 4;

/** Where the person could read at the moment of the act. */
export function SawThen({ view }: { readonly view: CouldSeeView }) {
  const [first, others] = [view.places.slice(0, shown), view.places.slice(shown)];
  return (
    <section className={styles.part}>
      <h3>What they could see then</h3>
      {first.length === 0 ? <p>Nothing: they were in no compartment.</p> : <Places places={first} />}
      {others.length > 0 && (
        <Disclosure summary={`${others.length} more`}>
          <Places places={others} />
        </Disclosure>
      )}
    </section>
  );
}

const Places = ({ places }: { readonly places: readonly CouldSeePlace[] }) => (
  <ul className={styles.places}>
    {places.map((one) => (
      <li key={one.compartment}>
        {one.codeName}, compartment of {compartmentKindWords[one.kind]} <code>{shortId(one.compartment)}</code>
        <span className={styles.quiet}>
          {roleWords[one.role]}, since {minuteInUtc(one.since)}
          {one.fromTheBeginning ? ', with earlier talk' : ''}
        </span>
      </li>
    ))}
  </ul>
);
