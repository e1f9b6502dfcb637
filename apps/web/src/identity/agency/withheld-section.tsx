import type { Id, MessageVersion, WithheldMessage } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useClient } from '../../data/client.js';
import { useOperations } from '../../data/operations.js';
import { retractWords } from '../../data/words.js';
import { VersionList } from '../../frame/version-list.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

/** Messages of the agency's people that were taken back. Their words are for its coordinators, until erasure. */
export function WithheldSection() {
  const { api } = useClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['agency', 'withheld'],
    queryFn: ({ signal }) => api.get<readonly WithheldMessage[]>('/agency/withheld', {}, signal),
  });
  const [read, setRead] = useState<Id | null>(null);
  const columns = useColumns(setRead);
  if (data?.length === 0) return null;
  return (
    <Section title="Taken back" aside="Only coordinators read these words. Each reading is recorded.">
      {error && !data && (
        <ErrorNote
          title="What was taken back could not be listed"
          problem={problemOf(error)}
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <Skeleton lines={2} label="Loading what was taken back" />}
      {data && <Table label="Messages that were taken back" rows={data} columns={columns} keyOf={(row) => row.id} />}
      {read !== null && <Words message={read} onClose={() => setRead(null)} />}
    </Section>
  );
}

function useColumns(onRead: (message: Id) => void): readonly TableColumn<WithheldMessage>[] {
  const { data: colleagues } = useColleagues();
  const { data: operations } = useOperations();
  const authorOf = (id: Id): string => colleagues?.find((one) => one.id === id)?.name ?? 'A colleague';
  const codeNameOf = (id: Id): string => operations?.find((one) => one.id === id)?.codeName ?? '—';
  return [
    { id: 'author', header: 'Author', names: true, cell: (row) => authorOf(row.author) },
    { id: 'operation', header: 'Operation', cell: (row) => codeNameOf(row.operation) },
    { id: 'said', header: 'Said', cell: (row) => <Time at={row.at} as="full" /> },
    { id: 'back', header: 'Taken back', cell: (row) => <Time at={row.retractedAt} as="full" /> },
    { id: 'reason', header: 'Reason', cell: (row) => retractWords[row.reason] },
    {
      id: 'read',
      header: 'Words',
      hideHeader: true,
      tight: true,
      cell: (row) => <Button onPress={() => onRead(row.id)}>Read…</Button>,
    },
  ];
}

function Words({ message, onClose }: { readonly message: Id; readonly onClose: () => void }) {
  const { api } = useClient();
  const { data, error } = useQuery({
    queryKey: ['agency', 'withheld', message],
    queryFn: ({ signal }) => api.get<readonly MessageVersion[]>(`/messages/${message}/withheld`, {}, signal),
    gcTime: 0,
  });
  return (
    <Dialog title="Words that were taken back" isOpen onClose={onClose}>
      {error && <ErrorNote title="The words could not be read" problem={problemOf(error)} />}
      {!data && !error && <Skeleton />}
      {data && <VersionList versions={data} />}
    </Dialog>
  );
}
