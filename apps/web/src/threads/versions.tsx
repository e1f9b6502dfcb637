import type { Id, MessageHeader, MessageVersion } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { GroundDialog } from '../frame/ground-dialog.js';
import { VersionList } from '../frame/version-list.js';

/** Every version of a message that is still there, the latest first. */
export function Versions({ message, onClose }: { readonly message: MessageHeader; readonly onClose: () => void }) {
  const [ground, setGround] = useState<string | undefined>(undefined);
  const { data, error } = useVersions(message.id, message.version, ground);
  const problem = error ? problemOf(error) : null;
  if (problem?.reason === 'ground_required')
    return <GroundDialog problem={problem} onState={setGround} onClose={onClose} />;
  return (
    <Dialog title="Versions" isOpen onClose={onClose}>
      {problem && <ErrorNote title="The versions could not be read" problem={problem} />}
      {!data && !problem && <Skeleton />}
      {data && <VersionList versions={data} />}
    </Dialog>
  );
}

function useVersions(message: Id, version: number, ground: string | undefined) {
  const { api } = useClient();
  return useQuery({
    queryKey: ['message-versions', message, version, ground],
    queryFn: ({ signal }) => api.get<readonly MessageVersion[]>(`/messages/${message}/versions`, { ground }, signal),
    gcTime: 0,
  });
}
