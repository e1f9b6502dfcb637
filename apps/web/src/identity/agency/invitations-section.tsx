import type { Id, OperationSummary } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { useOperations } from '../../data/operations.js';
import { Pill } from '../../ui/pill.js';
import { Section } from '../../ui/screen.js';
import { Table } from '../../ui/table.js';
import { shortDay } from '../../ui/time.js';
import { phaseWords, participationWords } from '../../data/words.js';

/** The operations that the agency is asked into or in; each is answered on its own page. */
export function InvitationsSection({ agency }: { readonly agency: Id }) {
  const { data } = useOperations();
  const rows = [...(data ?? [])].sort((a, b) => order(a.participation) - order(b.participation));
  if (rows.length === 0) return null;
  const waiting = rows.filter((row) => row.participation === 'invited').length;
  return (
    <Section
      title="Operations"
      aside={
        waiting > 0
          ? `${waiting} ${waiting === 1 ? 'invitation waits' : 'invitations wait'} for an answer`
          : 'No invitation waits.'
      }
    >
      <Table
        label="Operations of the agency"
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          {
            id: 'name',
            header: 'Operation',
            names: true,
            cell: (row) => (
              <Link to="/o/$op/members" params={{ op: row.id }}>
                {row.codeName}
              </Link>
            ),
          },
          {
            id: 'state',
            header: 'The agency',
            cell: (row) => <State row={row} agency={agency} />,
          },
          { id: 'phase', header: 'Phase', cell: (row) => phaseWords[row.phase] },
          { id: 'days', header: 'Dates', cell: (row) => `${shortDay(row.startsOn)} – ${shortDay(row.endsOn)}` },
        ]}
      />
    </Section>
  );
}

function State({ row, agency }: { readonly row: OperationSummary; readonly agency: Id }) {
  if (row.host === agency) return <>host</>;
  return <Pill tone={row.participation === 'invited' ? 'info' : 'plain'}>{participationWords[row.participation]}</Pill>;
}

const order = (state: string): number => (state === 'invited' ? 0 : 1);
