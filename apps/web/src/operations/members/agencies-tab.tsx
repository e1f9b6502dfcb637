import type { OperationView, ParticipationView } from '@liaison/contracts';
import { useState } from 'react';
import { useMe } from '../../data/session.js';
import { kindWords, participationWords, regimeWords } from '../../data/words.js';
import { why } from '../../frame/actions.js';
import { useBegun } from '../../frame/address.js';
import { Button } from '../../ui/button.js';
import { Pill, type PillTone } from '../../ui/pill.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { exactTime, shortDay } from '../../ui/time.js';
import { AgencyOut } from './agency-out.js';
import { InviteDialog } from './invite-dialog.js';
import styles from './members.module.css';

const tones: Readonly<Record<ParticipationView['state'], PillTone>> = {
  invited: 'info',
  accepted: 'ok',
  declined: 'plain',
  withdrawn: 'plain',
  removed: 'plain',
  left: 'plain',
};
const order = ['accepted', 'invited', 'declined', 'withdrawn', 'removed', 'left'];

/** Agencies, how they take part and under which legal regime they receive. */
export function AgenciesTab({ operation }: { readonly operation: OperationView }) {
  const me = useMe();
  const [isInviting, setInviting] = useState(false);
  const [out, setOut] = useState<string | null>(null);
  const invite = operation.actions['agency.invite'];
  useBegun('invite', () => setInviting(invite.allowed));
  const rows = [...operation.agencies].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.agency.code.localeCompare(b.agency.code),
  );
  const leaving = rows.find((one) => one.agency.id === out);
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <p className="meta">
          {operation.phase === 'preparation'
            ? 'Before the start an agency counts in “All participants” from its invitation and reads when it has accepted.'
            : 'After the start each agency already in answers before another one is admitted.'}
        </p>
        {invite.allowed ? (
          <Button look="main" onPress={() => setInviting(true)}>
            Invite agencies
          </Button>
        ) : (
          <p className="meta">{why(invite, 'The lead invites agencies.')}</p>
        )}
      </div>
      <Table
        label="Agencies of the operation"
        rows={rows}
        keyOf={(row) => row.agency.id}
        columns={columnsFor(operation, me.agency.id, setOut)}
      />
      {isInviting && <InviteDialog operation={operation} onClose={() => setInviting(false)} />}
      {leaving && <AgencyOut operation={operation} participation={leaving} onClose={() => setOut(null)} />}
    </div>
  );
}

function columnsFor(
  operation: OperationView,
  own: string,
  leave: (agency: string) => void,
): readonly TableColumn<ParticipationView>[] {
  const people = (agency: string): number => operation.members.filter((one) => one.person.agency === agency).length;
  const isIn = (row: ParticipationView): boolean => row.state === 'accepted' || row.state === 'invited';
  const mayOut = (row: ParticipationView): boolean =>
    row.kind !== 'host' &&
    isIn(row) &&
    (operation.actions['agency.remove'].allowed ||
      (row.agency.id === own && operation.actions['participation.withdraw'].allowed));
  return [
    { id: 'code', header: 'Agency', names: true, tight: true, cell: (row) => row.agency.code },
    { id: 'name', header: 'Name', cell: (row) => row.agency.name },
    { id: 'kind', header: 'Takes part as', cell: (row) => `${kindWords[row.kind]}${row.desk ? ', desk' : ''}` },
    { id: 'state', header: 'State', cell: (row) => <State row={row} /> },
    { id: 'regime', header: 'Legal regime', cell: (row) => (row.regime === null ? '—' : regimeWords[row.regime]) },
    { id: 'until', header: 'Until', cell: (row) => (row.until === null ? '—' : shortDay(row.until)) },
    { id: 'people', header: 'People', align: 'end', cell: (row) => people(row.agency.id) },
    {
      id: 'out',
      header: 'End it',
      hideHeader: true,
      align: 'end',
      cell: (row) =>
        mayOut(row) ? (
          <Button
            look="quiet"
            onPress={() => leave(row.agency.id)}
            aria-label={`${row.agency.id === own ? 'Withdraw' : 'Remove'} ${row.agency.code}`}
          >
            {row.agency.id === own ? 'Withdraw…' : 'Remove…'}
          </Button>
        ) : null,
    },
  ];
}

function State({ row }: { readonly row: ParticipationView }) {
  if (row.admissionDueAt !== null)
    return (
      <Pill tone="warn" title={`Those already in answer until ${exactTime(row.admissionDueAt)}`}>
        waits for answers
      </Pill>
    );
  return <Pill tone={tones[row.state]}>{participationWords[row.state]}</Pill>;
}
