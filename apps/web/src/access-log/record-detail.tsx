import type { AccessRecordView } from '@liaison/contracts';
import type { LogQuery } from '../data/log.js';
import { Button } from '../ui/button.js';
import { Pill } from '../ui/pill.js';
import { Facts } from '../ui/screen.js';
import styles from './access-log.module.css';
import { classWords, groundInWords, outcomeOf, seenAsWords, utcParts } from './record-words.js';

export interface RecordDetailProps {
  readonly record: AccessRecordView;
  readonly codeOf: (agency: string | null) => string;
  readonly nameOf: (operation: string | null) => string;
  readonly onAsk: (query: LogQuery) => void;
  readonly onClose: () => void;
}

/** One record as far as this reader may see it, and the questions that follow from it. */
export function RecordDetail({ record, codeOf, nameOf, onAsk, onClose }: RecordDetailProps) {
  const { day, clock } = utcParts(record.at);
  const outcome = outcomeOf(record);
  return (
    <aside aria-label="Record" className={styles.detail}>
      <header className={styles.detailHead}>
        <h2 className={styles.act}>{record.act}</h2>
        <Pill tone={outcome.tone}>{outcome.words}</Pill>
        <Button look="quiet" onPress={onClose}>
          Close
        </Button>
      </header>
      <Facts
        facts={[
          ['When', <span key="at" className="mono">{`${day} ${clock} UTC`}</span>],
          ['Class', classWords[record.class]],
          ['Person', record.personName ?? 'not signed in'],
          ['Agency', codeOf(record.agency)],
          ['Role', record.role?.replaceAll('_', ' ') ?? '—'],
          ['Operation', nameOf(record.operation)],
          ['Objects', <Objects key="objects" record={record} />],
          ['Ground', groundInWords(record) || 'none stated'],
          ...ownFacts(record, codeOf),
        ]}
      />
      <p className={styles.cut}>{seenAsWords[record.seenAs]}</p>
      <Questions record={record} onAsk={onAsk} />
      <p className={styles.number}>
        Record <code>{record.id}</code>
      </p>
    </aside>
  );
}

/** What is shown of one's own people only. */
function ownFacts(
  record: AccessRecordView,
  codeOf: (agency: string | null) => string,
): readonly (readonly [string, React.ReactNode])[] {
  if (record.seenAs === 'information') return [];
  const recipients = record.recipients ?? [];
  return [
    ['Recipients', recipients.length > 0 ? recipients.map(codeOf).sort().join(', ') : '—'],
    ['Decided by', record.rule === null ? '—' : <code key="rule">{record.rule}</code>],
    ['Address', record.address === null ? '—' : <code key="address">{record.address}</code>],
    ['Session', record.session === null ? '—' : <code key="session">{record.session.slice(0, 8)}</code>],
    [
      'Compartment',
      record.compartment === null ? '—' : <code key="compartment">{record.compartment.slice(0, 8)}</code>,
    ],
  ];
}

const shownObjects = 12;

function Objects({ record }: { readonly record: AccessRecordView }) {
  if (record.objects.length === 0) return <>—</>;
  return (
    <ul>
      {record.objects.slice(0, shownObjects).map((object) => (
        <li key={`${object.type}:${object.id}`}>
          <span className="mono">{object.ref ?? object.id.slice(0, 8)}</span> {object.type}
          {object.version !== null && ` v${object.version}`}
        </li>
      ))}
      {record.objects.length > shownObjects && <li>and {record.objects.length - shownObjects} more</li>}
    </ul>
  );
}

function Questions({ record, onAsk }: Pick<RecordDetailProps, 'record' | 'onAsk'>) {
  const { person, personName } = record;
  // A dataset and its share have one reference: one question.
  const byReference = new Map(record.objects.flatMap((one) => (one.ref === null ? [] : [[one.ref, one] as const])));
  const objects = [...byReference.values()].slice(0, 3);
  return (
    <section className={styles.questions}>
      <h3>Questions</h3>
      {objects.map((object) => (
        <Button
          key={object.id}
          look="quiet"
          onPress={() => onAsk({ within: 'all', object: object.id, objectName: object.ref ?? '' })}
        >
          Who touched {object.ref}, ever?
        </Button>
      ))}
      {person !== null && (
        <>
          <Button
            look="quiet"
            onPress={() => onAsk({ ...aroundHour(record.at), person, personName: personName ?? '' })}
          >
            What else did this person do that hour?
          </Button>
          <Button
            look="quiet"
            onPress={() => onAsk({ within: 'all', person, personName: personName ?? '', outcome: 'failure' })}
          >
            What was this person ever denied?
          </Button>
        </>
      )}
    </section>
  );
}

/** Half an hour before to half an hour after. */
function aroundHour(at: string): Pick<LogQuery, 'from' | 'to'> {
  const middle = Date.parse(at);
  return { from: new Date(middle - 1_800_000).toISOString(), to: new Date(middle + 1_800_000).toISOString() };
}
