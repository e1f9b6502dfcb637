import type { Id, MessageHeader } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { Time } from '../ui/time.js';
import { GroundDialog } from '../frame/ground-dialog.js';
import styles from './versions.module.css';

interface Version {
  readonly version: number;
  readonly text: string;
  readonly at: string;
}

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
      <ol className={styles.versions}>
        {[...(data ?? [])].reverse().map((one) => (
          <li key={one.version} className={styles.version}>
            <p className="meta">
              Version {one.version} · <Time at={one.at} as="full" />
            </p>
            <p className={styles.text}>{one.text}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function useVersions(message: Id, version: number, ground: string | undefined) {
  const { api } = useClient();
  return useQuery({
    queryKey: ['message-versions', message, version, ground],
    queryFn: ({ signal }) => api.get<readonly Version[]>(`/messages/${message}/versions`, { ground }, signal),
    gcTime: 0,
  });
}
