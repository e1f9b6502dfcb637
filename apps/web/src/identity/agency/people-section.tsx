import type { AgencyPerson, AgencyRef, Id } from '@liaison/contracts';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useErasures } from '../../data/keeping.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { agencyDutyWords } from '../duty-words.js';
import { AddPerson } from './add-person.js';
import { AskErasure } from './ask-erasure.js';
import { EditPerson } from './edit-person.js';
import styles from './agency.module.css';

/** Everybody of the agency. Only its own coordinators add, change and remove; no administrator does. */
export function PeopleSection({ agency, coordinates }: { readonly agency: AgencyRef; readonly coordinates: boolean }) {
  const { data, error, refetch } = useColleagues();
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<AgencyPerson['id'] | null>(null);
  const waiting = useErasures(coordinates).data?.filter((one) => one.state === 'asked') ?? [];
  const [erased, setErased] = useState<AgencyPerson | null>(null);
  const people = [...(data ?? [])].sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
  const person = people.find((one) => one.id === edited);
  const coordinators = people.filter((one) => one.active && one.duties.includes('coordinator')).length;
  return (
    <Section
      title={`People${data ? ` (${people.filter((one) => one.active).length})` : ''}`}
      aside={coordinates && <Button onPress={() => setAdding(true)}>Add a person</Button>}
    >
      {error && !data && (
        <ErrorNote title="The people could not be listed" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={4} label="Loading the people" />}
      {data && coordinators === 1 && (
        <p className="meta">
          One coordinator. An agency needs two before it can accept an invitation: give somebody else the duty.
        </p>
      )}
      {data && (
        <Table
          label={`People of ${agency.code}`}
          rows={people}
          columns={columnsFor(coordinates, new Set(waiting.map((one) => one.person?.id)), setEdited, setErased)}
          keyOf={(row) => row.id}
          empty={
            <EmptyState small title="Nobody here yet">
              Add the first person; they set a password by a one-time link.
            </EmptyState>
          }
        />
      )}
      {isAdding && <AddPerson agency={agency} onClose={() => setAdding(false)} />}
      {person && <EditPerson person={person} onClose={() => setEdited(null)} />}
      {erased && <AskErasure person={erased} onClose={() => setErased(null)} />}
    </Section>
  );
}

function columnsFor(
  coordinates: boolean,
  waiting: ReadonlySet<Id | undefined>,
  edit: (id: string) => void,
  erase: (person: AgencyPerson) => void,
): readonly TableColumn<AgencyPerson>[] {
  const everybody: readonly TableColumn<AgencyPerson>[] = [
    { id: 'name', header: 'Name', names: true, cell: (row) => <Who person={row} /> },
    { id: 'duties', header: 'Duties', cell: (row) => <Duties person={row} /> },
  ];
  if (!coordinates) return everybody;
  return [
    ...everybody,
    { id: 'signIn', header: 'Sign-in name', mono: true, cell: (row) => row.signInName ?? '' },
    { id: 'state', header: 'State', cell: (row) => <State person={row} isWaiting={waiting.has(row.id)} /> },
    {
      id: 'edit',
      header: 'Change',
      hideHeader: true,
      align: 'end',
      tight: true,
      cell: (row) =>
        !isErased(row) && (
          <>
            {!row.active && !waiting.has(row.id) && (
              <Button look="quiet" onPress={() => erase(row)} aria-label={`Erase ${row.name}`}>
                Erase…
              </Button>
            )}
            <Button look="quiet" onPress={() => edit(row.id)} aria-label={`Change ${row.name}`}>
              Change…
            </Button>
          </>
        ),
    },
  ];
}

function Who({ person }: { readonly person: AgencyPerson }) {
  return (
    <span className={styles.who}>
      <span className={person.active ? undefined : styles.inactive}>{person.name}</span>
    </span>
  );
}

function Duties({ person }: { readonly person: AgencyPerson }) {
  return (
    <span className={styles.pills}>
      {person.duties.map((duty) => (
        <Pill key={duty}>{agencyDutyWords[duty]}</Pill>
      ))}
      {person.oversight && <Pill>Oversight</Pill>}
    </span>
  );
}

/** Whoever is erased has nothing left to sign in with; coordinators alone are told by what names people do. */
const isErased = ({ active, signInName }: AgencyPerson): boolean => !active && signInName === null;

function State({ person, isWaiting }: { readonly person: AgencyPerson; readonly isWaiting: boolean }) {
  if (isErased(person)) return <Pill>erased</Pill>;
  if (!person.active && isWaiting) return <Pill tone="warn">erasure asked for</Pill>;
  if (!person.active) return <Pill>deactivated</Pill>;
  return person.hasPassword === false ? <Pill tone="warn">no password yet</Pill> : <Pill tone="ok">active</Pill>;
}
