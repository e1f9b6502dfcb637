import type { AccessRecordDetail } from '@liaison/contracts';
import type { ReactNode } from 'react';
import { classWords } from '../../data/words.js';
import { CopyLine } from '../../ui/copy-line.js';
import { Facts } from '../../ui/screen.js';
import { shortId } from '../../ui/short-id.js';
import type { LogPlace } from '../address.js';
import { Ask } from '../enquiries/ask.js';
import type { LogWords } from '../log-words.js';
import { Proof } from '../proof/proof.js';
import { erasedWord, groundInWords, isErased, personInWords, seenAsWords, utcParts } from '../record-words.js';
import { Decision } from './decision.js';
import { RecordHolds } from './record-holds.js';
import { Questions } from './record-questions.js';
import styles from './records.module.css';
import { SawThen } from './saw-then.js';

export interface RecordDetailProps {
  readonly record: AccessRecordDetail;
  readonly place: LogPlace;
  readonly words: LogWords;
}

/** One record as far as this reader may see it, and the questions that follow from it. */
export function RecordDetail({ record, place, words }: RecordDetailProps) {
  const { codeOf, nameOf } = words;
  const { day, clock } = utcParts(record.at);
  const isCut = record.seenAs === 'information' || record.seenAs === 'look_up';
  return (
    <>
      <Facts
        facts={[
          ['When', <span key="at" className="mono">{`${day} ${clock} UTC`}</span>],
          ['Class', classWords[record.class]],
          ['Person', isErased(record, 'person') ? erased : <Person key="person" record={record} />],
          ['Agency', codeOf(record.agency)],
          ['Role', held(record, 'role', record.role?.replaceAll('_', ' ') ?? '—')],
          ['Operation', nameOf(record.operation)],
          ['Objects', record.seenAs === 'look_up' ? notShown : <Objects key="objects" record={record} />],
          ['Ground', ground(record, isCut)],
          ...(isCut ? cutFacts : ownFacts(record, codeOf)),
        ]}
      />
      <p className={styles.cut}>
        {seenAsWords[record.seenAs]}
        {record.erased.length > 0 && ' What was erased nobody sees any more; its proof holds.'}
      </p>
      {record.seenAs === 'information' && <Ask record={record} agency={codeOf(record.agency)} />}
      {record.rule !== null && <Decision rule={record.rule} explanation={record.explanation} />}
      {record.couldSee && <SawThen view={record.couldSee} />}
      <Questions record={record} place={place} />
      <RecordHolds record={record} words={words} />
      <Proof record={record} />
      <CopyLine label="Record" value={record.id} />
    </>
  );
}

/** The record holds the id; the name is what this server calls it. */
const Person = ({ record }: { readonly record: AccessRecordDetail }) => (
  <>
    {personInWords(record)}
    {record.person !== null && (
      <>
        {' '}
        <code>{shortId(record.person)}</code>
      </>
    )}
  </>
);

type Fact = readonly [string, ReactNode];

const notShown = <span className={styles.notShown}>not shown to you</span>;
const erased = <span className={styles.notShown}>{erasedWord}</span>;

const held = (record: AccessRecordDetail, field: string, value: ReactNode): ReactNode =>
  isErased(record, field) ? erased : value;

function ground(record: AccessRecordDetail, isCut: boolean): ReactNode {
  if (!isCut && isErased(record, 'ground'))
    return record.groundStated ? <>stated; its words are {erased}</> : 'none stated';
  if (!isCut) return groundInWords(record) || 'none stated';
  return record.groundStated ? <>stated; its words are {notShown}</> : 'none stated';
}

/** What belongs to the person's own auditor alone. */
const cutFacts: readonly Fact[] = ['Recipients', 'Decided by', 'Address', 'Session', 'Compartment'].map((name) => [
  name,
  notShown,
]);

function ownFacts(record: AccessRecordDetail, codeOf: (agency: string | null) => string): readonly Fact[] {
  const recipients = record.recipients ?? [];
  return [
    ['Recipients', held(record, 'recipients', recipients.length > 0 ? recipients.map(codeOf).sort().join(', ') : '—')],
    ['Address', held(record, 'address', code(record.address))],
    ['Session', held(record, 'session', code(record.session && shortId(record.session)))],
    ['Compartment', held(record, 'compartment', code(record.compartment && shortId(record.compartment)))],
    ...(isErased(record, 'detail') ? [['Detail', erased] as const] : []),
    ...Object.entries(record.detail ?? {}).map(([name, value]): Fact => [
      inWords(name),
      typeof value === 'object' ? value.join(', ') : String(value),
    ]),
  ];
}

/** `searchedWords`, `searched_words`: Searched words. */
function inWords(name: string): string {
  const words = name.replaceAll(/_|(?=[A-Z])/g, ' ').toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

const code = (text: string | null): ReactNode => (text === null ? '—' : <code>{text}</code>);

const shownObjects = 12;

function Objects({ record }: { readonly record: AccessRecordDetail }) {
  if (record.objects.length === 0) return <>{held(record, 'objects', '—')}</>;
  return (
    <ul>
      {record.objects.slice(0, shownObjects).map((object) => (
        <li key={`${object.type}:${object.id}`}>
          <span className="mono">{object.ref ?? shortId(object.id)}</span> {object.type.replaceAll('_', ' ')}
          {object.version !== null && ` v${object.version}`}
        </li>
      ))}
      {record.objects.length > shownObjects && <li>and {record.objects.length - shownObjects} more</li>}
      {isErased(record, 'objects') && <li>others {erased}</li>}
    </ul>
  );
}
