import type { Id, ThreadMine } from '@liaison/contracts';
import { useClient, useLive } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { toast } from '../ui/toast.js';

/** Whether one follows or mutes a thread: one's own mark, nobody else sees it. */
export function useFollow(thread: Id): {
  readonly mode: ThreadMine['follow'];
  readonly set: (mode: ThreadMine['follow']) => void;
} {
  const client = useClient();
  const mode = useLive([`thread:${thread}`, 'threads'], ({ store }) => store.mineOf(thread)?.follow ?? 'none', [
    thread,
  ]);
  const set = (next: ThreadMine['follow']): void => {
    client.reading
      .follow(thread, next)
      .catch((error: unknown) => toast({ text: `Not changed: ${problemOf(error).detail}`, tone: 'danger' }));
  };
  return { mode, set };
}
