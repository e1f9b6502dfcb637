import type { MessageHeader, ThreadHeader } from '@liaison/contracts';
import { useEffect } from 'react';
import { useClient } from '../data/client.js';
import type { AnchoredScroller } from './anchored-scroller.js';

/** What has been in sight, with the window in front, is read. Returns what to call when the reader scrolls. */
export function useReadMark(
  thread: ThreadHeader,
  messages: readonly MessageHeader[],
  list: AnchoredScroller,
): () => void {
  const client = useClient();
  const mark = (): void => {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const last = list.lastInSight();
    const message = last === null ? undefined : client.store.messages.get(last);
    if (message) client.reading.readTo(thread.id, message.seq);
  };
  useEffect(() => {
    const timer = setTimeout(mark, 400);
    window.addEventListener('focus', mark);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', mark);
    };
    // `mark` is new on each render and reads what is in sight when it is called.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, thread.id, messages, list]);
  return mark;
}
