import type { MemberView, OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { useDirectory } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { roleWords } from '../../data/words.js';
import { useBegun } from '../../frame/address.js';
import { AgencyAvatar } from '../../ui/agency-avatar.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { TextField } from '../../ui/field.js';
import { Pill } from '../../ui/pill.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { lastDayOf, shortDay, Time } from '../../ui/time.js';
import { MemberDialog } from './member-dialog.js';
import styles from './members.module.css';
import { NominateDialog } from './nominate-dialog.js';
import { NominateListDialog } from './nominate-list-dialog.js';

/** People, with agency, role and how long; a coordinator names and changes the own agency's. */
export function PeopleTab({ operation }: { readonly operation: OperationView }) {
  const me = useMe();
  const directory = useDirectory(operation);
  const [typed, setTyped] = useState('');
  const [dialog, setDialog] = useState<'one' | 'list' | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const { allowed: mayNominate } = operation.actions['member.nominate'];
  useBegun('nominate', () => setDialog(mayNominate ? 'one' : null));
  const own = operation.agencies.find((one) => one.agency.id === me.agency.id);
  const mayChange = operation.actions['member.change'].allowed || operation.actions['member.remove'].allowed;
  const wanted = typed.trim().toLowerCase();
  const rows = operation.members
    .filter((one) =>
      `${directory.codeOf(one.person.agency)} ${one.person.name} ${roleWords[one.role]}`.toLowerCase().includes(wanted),
    )
    .sort(
      (a, b) =>
        byAgency(directory.codeOf(a.person.agency), directory.codeOf(b.person.agency)) ||
        a.person.name.localeCompare(b.person.name),
    );
  const member = operation.members.find((one) => one.id === edited);
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <TextField
          label="Find a person, agency or role"
          value={typed}
          onChange={setTyped}
          type="search"
          className={styles.narrow ?? ''}
        />
        {mayNominate ? (
          <div className={styles.buttons}>
            <Button onPress={() => setDialog('list')}>Paste a list…</Button>
            <Button look="main" onPress={() => setDialog('one')}>
              Nominate a person of {me.agency.code}
            </Button>
          </div>
        ) : (
          <p className="meta">{whyNot(operation, own?.state)}</p>
        )}
      </div>
      <Table
        label="People of the operation"
        rows={rows}
        keyOf={(row) => row.id}
        columns={columnsFor((agency) => directory.codeOf(agency), mayChange ? me.agency.id : null, setEdited)}
        empty={<EmptyState small title={wanted === '' ? 'Nobody is nominated yet' : 'Nobody fits what you typed'} />}
      />
      {dialog === 'one' && <NominateDialog operation={operation} onClose={() => setDialog(null)} />}
      {dialog === 'list' && <NominateListDialog operation={operation} onClose={() => setDialog(null)} />}
      {member && <MemberDialog operation={operation} member={member} onClose={() => setEdited(null)} />}
    </div>
  );
}

const byAgency = (a: string, b: string): number => a.localeCompare(b);

function whyNot(operation: OperationView, state: string | undefined): string {
  if (state === 'invited') return 'Nominating begins when your agency has accepted.';
  const rule = operation.actions['member.nominate'].rule.split('#')[1];
  return rule === 'phase-closed' ? 'The operation is closed.' : 'Each agency’s coordinators nominate its own people.';
}

function columnsFor(
  codeOf: (agency: string) => string,
  own: string | null,
  edit: (id: string) => void,
): readonly TableColumn<MemberView>[] {
  const columns: readonly TableColumn<MemberView>[] = [
    { id: 'agency', header: 'Agency', tight: true, cell: (row) => codeOf(row.person.agency) },
    { id: 'name', header: 'Name', names: true, cell: (row) => <Who member={row} code={codeOf(row.person.agency)} /> },
    { id: 'role', header: 'Role', cell: (row) => <Role member={row} /> },
    { id: 'from', header: 'From', cell: (row) => <Time at={row.from} /> },
    { id: 'until', header: 'To', cell: (row) => (row.until === null ? '—' : shortDay(lastDayOf(row.until))) },
  ];
  if (own === null) return columns;
  return [
    ...columns,
    {
      id: 'change',
      header: 'Change',
      hideHeader: true,
      align: 'end',
      cell: (row) =>
        row.person.agency === own ? (
          <Button look="quiet" onPress={() => edit(row.id)} aria-label={`Change ${row.person.name}`}>
            Change…
          </Button>
        ) : null,
    },
  ];
}

const Who = ({ member, code }: { readonly member: MemberView; readonly code: string }) => (
  <span className={styles.who}>
    <AgencyAvatar code={code} name={member.person.name} small />
    {member.person.name}
  </span>
);

const Role = ({ member }: { readonly member: MemberView }) => (
  <span className={styles.who}>
    {roleWords[member.role]}
    {member.deputy && <Pill>deputy</Pill>}
    {member.answersReleases && <Pill>answers requests</Pill>}
  </span>
);
