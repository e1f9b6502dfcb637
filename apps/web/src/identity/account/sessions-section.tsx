import type { SessionView } from '@liaison/contracts';
import { useEndSession, useSessions } from '../../data/account.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { Refused } from '../../ui/refused.js';
import { deviceWords } from './device-words.js';

/** Where the person is signed in, and how to end it from here. */
export function SessionsSection() {
  const { data, error, refetch } = useSessions();
  const end = useEndSession();
  const columns: readonly TableColumn<SessionView>[] = [
    {
      id: 'device',
      header: 'Where',
      names: true,
      cell: (row) => <span title={row.device}>{deviceWords(row.device)}</span>,
    },
    { id: 'state', header: 'State', cell: (row) => <State session={row} /> },
    { id: 'started', header: 'Signed in', cell: (row) => <Time at={row.startedAt} /> },
    { id: 'input', header: 'Last used', cell: (row) => <Time at={row.lastInputAt} /> },
    { id: 'expires', header: 'Ends by itself', cell: (row) => <Time at={row.expiresAt} /> },
    {
      id: 'end',
      header: 'End it',
      hideHeader: true,
      align: 'end',
      cell: (row) =>
        row.current ? null : (
          <Button onPress={() => void end.run(row.id)} aria-label={`End the session: ${deviceWords(row.device)}`}>
            End
          </Button>
        ),
    },
  ];
  return (
    <Section title="Sessions" aside="A session locks after 30 minutes without your input and ends after 12 hours.">
      <Refused problem={end.problem} title="The session was not ended" kept="It may go on." />
      {error && (
        <ErrorNote title="The sessions could not be listed" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={2} label="Loading the sessions" />}
      {data && <Table label="Your sessions" rows={data} columns={columns} keyOf={(row) => row.id} />}
    </Section>
  );
}

function State({ session }: { readonly session: SessionView }) {
  if (session.current) return <Pill tone="ok">this one</Pill>;
  return session.locked ? <Pill>locked</Pill> : <Pill tone="info">open</Pill>;
}
