import type { AgencyRef, SetPasswordLink } from '@liaison/contracts';
import { useState } from 'react';
import { useAgencies, useRenewFirstLink } from '../../data/agency.js';
import { countryName } from '../../data/languages.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { AddAgency } from './add-agency.js';
import { LinkShown } from './link-shown.js';

/** The administrator's part: agencies and the link of each one's first coordinator. Nothing of anybody's content. */
export function AgenciesSection() {
  const { data, error, refetch } = useAgencies();
  const renew = useRenewFirstLink();
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<{ readonly agency: AgencyRef; readonly link: SetPasswordLink } | null>(null);
  const again = async (agency: AgencyRef): Promise<void> => {
    const link = await renew.run(agency.id);
    if (link) setShown({ agency, link });
  };
  return (
    <Section
      title="Agencies of the installation"
      aside={<Button onPress={() => setAdding(true)}>Add an agency</Button>}
    >
      <p className="meta">
        You add an agency with its first coordinator, who names everybody else. No act of yours gives you anybody’s
        password or session.
      </p>
      <Refused
        problem={renew.problem}
        title="No new link was made"
        kept="Only an agency whose first coordinator has no password yet can get one from you."
      />
      {error && !data && (
        <ErrorNote title="The agencies could not be listed" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={4} label="Loading the agencies" />}
      {data && (
        <Table
          label="Agencies of the installation"
          rows={data}
          columns={columnsFor((agency) => void again(agency))}
          keyOf={(row) => row.id}
          empty={
            <EmptyState
              small
              title="No agency yet"
              steps={['Add the first agency with its first coordinator.', 'Hand over the link.']}
            />
          }
        />
      )}
      {isAdding && <AddAgency onClose={() => setAdding(false)} />}
      {shown && (
        <Dialog
          title={`A new link for ${shown.agency.code}`}
          isOpen
          isDismissable={false}
          onClose={() => setShown(null)}
          foot={
            <Button look="main" onPress={() => setShown(null)}>
              I have copied the link
            </Button>
          }
        >
          <LinkShown link={shown.link} name={`the first coordinator of ${shown.agency.name}`} />
        </Dialog>
      )}
    </Section>
  );
}

const columnsFor = (renew: (agency: AgencyRef) => void): readonly TableColumn<AgencyRef>[] => [
  { id: 'code', header: 'Code', names: true, tight: true, cell: (row) => row.code },
  { id: 'name', header: 'Name', cell: (row) => row.name },
  {
    id: 'country',
    header: 'Country',
    cell: (row) => (row.country === 'international' ? 'International' : countryName(row.country)),
  },
  {
    id: 'link',
    header: 'First link',
    hideHeader: true,
    align: 'end',
    cell: (row) => (
      <Button look="quiet" onPress={() => renew(row)} aria-label={`New first link for ${row.code}`}>
        New first link
      </Button>
    ),
  },
];
