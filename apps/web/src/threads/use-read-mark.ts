import type { MessageHeader, ThreadHeader } from '@liaison/contracts';
import { useCallback, useEffect } from 'react';
import { useClient } from '../data/client.js';
import type { AnchoredScroller } from './anchored-scroller.js';

/** What has been in sight, with the window in front, is read. Returns what to call when the reader scrolls. */
export function useReadMark(
  thread: ThreadHeader,
  messages: readonly MessageHeader[],
  list: AnchoredScroller,
): () => void {
  const client = useClient();
  const mark = useCallback((): void => {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const last = list.lastInSight();
    const message = last === null ? undefined : client.store.messages.get(last);
    if (message) client.reading.readTo(thread.id, message.seq);
  }, [client, thread.id, list]);
  useEffect(() => {
    const timer = setTimeout(mark, 400);
    window.addEventListener('focus', mark);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', mark);
    };
  }, [mark, messages]);
  return mark;
}
