import type { CouldSeePlace, CouldSeeView } from '@liaison/contracts';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useCouldSee } from '../../data/log-questions.js';
import { compartmentKindWords, roleWords } from '../../data/words.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/combo-box.js';
import { csvOf, saveAs, type CsvColumn } from '../../ui/csv.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { now } from '../../ui/now.js';
import { shortId } from '../../ui/short-id.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import styles from '../access-log.module.css';
import type { LogPlace } from '../address.js';
import query from '../query/query.module.css';
import { minuteInUtc } from '../record-words.js';
import type { LogViewProps } from '../view-props.js';

/** Where a person could read at a moment, in which role and through which membership. */
export function CouldSee({ place }: LogViewProps) {
  const { person, at } = place.address;
  const { data, error, isLoading, refetch } = useCouldSee(person, at);
  return (
    <div className={styles.left}>
      <Moment key={`${person ?? ''} ${at ?? ''}`} place={place} />
      <div className={styles.page}>
        {error && (
          <ErrorNote
            title="This question was not answered"
            problem={problemOf(error)}
            kept="It is in the address."
            onRetry={() => void refetch()}
          />
        )}
        {isLoading && <Skeleton lines={5} label="Looking up" />}
        {(person === undefined || at === undefined) && (
          <EmptyState title="What could somebody see?">
            Choose a person and a moment. You get every compartment they could read then, since when, in which role and
            by whose nomination. What they did read stands under Records.
          </EmptyState>
        )}
        {data && <Places view={data} />}
      </div>
    </div>
  );
}

/** Asked when both are given. */
function Moment({ place }: { readonly place: LogPlace }) {
  const { address, go } = place;
  const { data: people = [] } = useColleagues();
  const [person, setPerson] = useState(address.person ?? null);
  const [at, setAt] = useState((address.at ?? new Date(now()).toISOString()).slice(0, 16));
  const known = people.map((one) => ({ value: one.id, label: one.name, note: one.handle }));
  const isStranger = address.person !== undefined && !people.some((one) => one.id === address.person);
  const options = isStranger
    ? [{ value: address.person, label: address.personName ?? 'the person of the record', note: '' }, ...known]
    : known;
  const ask = (): void => {
    if (person === null || at === '') return;
    const personName = options.find((one) => one.value === person)?.label;
    go({ view: 'could-see', person, ...(personName !== undefined && { personName }), at: `${at}:00Z` });
  };
  return (
    <search aria-label="Whose sight, and when" className={query.filters}>
      <Form label="What could they see" className={query.moment ?? ''} onSubmit={ask}>
        <ComboBox
          // Its list is read once: it is drawn anew when the people have come.
          key={people.length}
          label="Person"
          opensOn="input"
          options={options}
          value={person}
          onChange={setPerson}
          className={query.person ?? ''}
        />
        <TextField label="At (UTC)" type="datetime-local" value={at} onChange={setAt} />
        <Button type="submit" look="main" isDisabled={person === null || at === ''}>
          Ask
        </Button>
      </Form>
    </search>
  );
}

function Places({ view: { person, at, places } }: { readonly view: CouldSeeView }) {
  if (places.length === 0)
    return <EmptyState title={`${person.name} could read nothing then`}>They were in no compartment.</EmptyState>;
  return (
    <>
      <header className={styles.pageHead}>
        <h2>
          {person.name} at {minuteInUtc(at)}: {places.length} {places.length === 1 ? 'compartment' : 'compartments'}
        </h2>
        <Button onPress={() => saveAs('could-see.csv', csvOf(csvColumns, places))}>CSV</Button>
      </header>
      <Table label="Compartments they could read" columns={columns} rows={places} keyOf={(one) => one.compartment} />
      <p className={styles.outside}>Compartments stand here by kind and number: their names are content.</p>
    </>
  );
}

const spanOf = (from: string, until: string | null): string =>
  until === null ? `since ${minuteInUtc(from)}` : `${minuteInUtc(from)} to ${minuteInUtc(until)}`;

const columns: readonly TableColumn<CouldSeePlace>[] = [
  { id: 'operation', header: 'Operation', names: true, tight: true, cell: (one) => one.codeName },
  {
    id: 'compartment',
    header: 'Compartment of',
    cell: (one) => (
      <>
        {compartmentKindWords[one.kind]} <code>{shortId(one.compartment)}</code>
      </>
    ),
  },
  { id: 'role', header: 'Role', cell: (one) => roleWords[one.role] },
  { id: 'sight', header: 'Could read', cell: (one) => spanOf(one.since, one.until) },
  { id: 'before', header: 'Earlier talk', cell: (one) => (one.fromTheBeginning ? 'yes' : 'no') },
  { id: 'membership', header: 'Member', cell: (one) => spanOf(one.memberFrom, one.memberUntil) },
  { id: 'by', header: 'Nominated by', cell: (one) => one.nominatedBy?.name ?? '—' },
];

const csvColumns: readonly CsvColumn<CouldSeePlace>[] = [
  { header: 'operation', value: (one) => one.codeName },
  { header: 'compartment of', value: (one) => compartmentKindWords[one.kind] },
  { header: 'compartment', value: (one) => one.compartment },
  { header: 'role', value: (one) => one.role },
  { header: 'from', value: (one) => one.since },
  { header: 'until', value: (one) => one.until },
  { header: 'earlier talk', value: (one) => (one.fromTheBeginning ? 'yes' : 'no') },
  { header: 'membership', value: (one) => one.membership },
  { header: 'member from', value: (one) => one.memberFrom },
  { header: 'member until', value: (one) => one.memberUntil },
  { header: 'nominated by', value: (one) => one.nominatedBy?.name ?? null },
];
