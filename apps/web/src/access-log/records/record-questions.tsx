import type { AccessRecordDetail } from '@liaison/contracts';
import type { LogQuery } from '../../data/log.js';
import { namedObjects } from '../../data/named-objects.js';
import { Button } from '../../ui/button.js';
import type { LogPlace } from '../address.js';
import styles from './records.module.css';

export interface QuestionsProps {
  readonly record: AccessRecordDetail;
  readonly place: LogPlace;
}

const day = 86_400_000;

/** Where one goes on from a record. */
export function Questions({ record, place: { go } }: QuestionsProps) {
  const { person, personName } = record;
  const named = objectsWithNames(record);
  const ofPerson = person === null ? null : { person, personName: personName ?? '' };
  if (named.length === 0 && !ofPerson) return null;
  return (
    <section className={styles.part}>
      <h3>Questions</h3>
      <div className={styles.questions}>
        {named.map(({ id, ref }) => (
          <Button
            key={`opened ${id}`}
            look="quiet"
            onPress={() => go({ ...around(record.at, 7 * day), view: 'opened', object: id, objectName: ref })}
          >
            Who opened {ref} that week?
          </Button>
        ))}
        {named.map(({ id, ref }) => (
          <Button key={`touched ${id}`} look="quiet" onPress={() => go({ within: 'all', object: id, objectName: ref })}>
            Who touched {ref}, ever?
          </Button>
        ))}
        {ofPerson && (
          <>
            <Button look="quiet" onPress={() => go({ ...around(record.at, day / 24), ...ofPerson })}>
              What else did this person do that hour?
            </Button>
            {record.seenAs !== 'information' && (
              <Button look="quiet" onPress={() => go({ within: 'all', ...ofPerson, outcome: 'failure' })}>
                What was this person ever denied?
              </Button>
            )}
            {record.couldSee && (
              <Button look="quiet" onPress={() => go({ ...ofPerson, view: 'could-see', at: record.at })}>
                What could this person see then?
              </Button>
            )}
          </>
        )}
      </div>
    </section>
  );
}

/** As many as one asks about. */
export const objectsWithNames = ({
  objects,
}: AccessRecordDetail): readonly { readonly id: string; readonly ref: string }[] => namedObjects(objects).slice(0, 3);

/** So long, with the moment in the middle. */
function around(at: string, span: number): Pick<LogQuery, 'from' | 'to'> {
  const middle = Date.parse(at);
  return { from: new Date(middle - span / 2).toISOString(), to: new Date(middle + span / 2).toISOString() };
}
