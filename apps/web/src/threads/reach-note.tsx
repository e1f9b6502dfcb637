import type { MessageHeader, Reach } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../data/client.js';
import { useMe } from '../data/session.js';
import { problemOf } from '../sync/refusal.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';

/** For the author: how many others have had the words open. Nobody else is told. */
export function ReachNote({ message }: { readonly message: MessageHeader }) {
  const { api } = useClient();
  const isMine = useMe().person.id === message.author;
  const { data, error } = useQuery({
    queryKey: ['message-reach', message.id],
    queryFn: ({ signal }) => api.get<Reach>(`/messages/${message.id}/reach`, {}, signal),
    enabled: isMine,
    gcTime: 0,
  });
  if (!isMine) return null;
  if (error) return <ErrorNote title="To how many it was open could not be read" problem={problemOf(error)} />;
  if (!data) return <Skeleton lines={1} label="Counting" />;
  return <p role="status">{wordsOf(data)}</p>;
}

const wordsOf = ({ opened }: Reach): string => {
  if (opened === 0) return 'Nobody else has had it open.';
  return opened === 1 ? 'One other person has had it open.' : `${opened} other people have had it open.`;
};
