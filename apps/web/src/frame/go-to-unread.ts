import { useNavigate } from '@tanstack/react-router';
import { useClient } from '../data/client.js';
import { unreadThreads } from '../data/threads.js';

/** To the first unread thread of any operation: those that name this person, then the latest. */
export function useGoToUnread(): () => void {
  const client = useClient();
  const navigate = useNavigate();
  return () => {
    const [first] = unreadThreads(client);
    if (!first) return;
    void navigate({ to: '/o/$op/threads/$thread', params: { op: first.operation, thread: first.id } });
  };
}
