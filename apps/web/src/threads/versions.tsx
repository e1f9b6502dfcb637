import type { Id, MessageHeader, MessageVersion } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../data/client.js';
import type { Stated } from '../sync/open-threads.js';
import { asksFirst, problemOf } from '../sync/refusal.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { GroundDialog, useStated } from '../frame/ground-dialog.js';
import { VersionList } from '../frame/version-list.js';

/** Every version of a message that is still there, the latest first. */
export function Versions({ message, onClose }: { readonly message: MessageHeader; readonly onClose: () => void }) {
  const [stated, state] = useStated();
  const { data, error } = useVersions(message.id, message.version, stated);
  const problem = error ? problemOf(error) : null;
  if (problem && asksFirst(problem)) return <GroundDialog problem={problem} onState={state} onClose={onClose} />;
  return (
    <Dialog title="Versions" isOpen onClose={onClose}>
      {problem && <ErrorNote title="The versions could not be read" problem={problem} />}
      {!data && !problem && <Skeleton />}
      {data && <VersionList versions={data} />}
    </Dialog>
  );
}

function useVersions(message: Id, version: number, stated: Stated) {
  const { api } = useClient();
  return useQuery({
    queryKey: ['message-versions', message, version, stated],
    queryFn: ({ signal }) => api.get<readonly MessageVersion[]>(`/messages/${message}/versions`, { ...stated }, signal),
    gcTime: 0,
  });
}
