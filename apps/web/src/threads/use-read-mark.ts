import type { MessageHeader, ThreadHeader } from '@liaison/contracts';
import { useEffect } from 'react';
import { useClient } from '../data/client.js';
import type { AnchoredList } from './use-anchored-list.js';

/** What has been in sight, with the window in front, is read. */
export function useReadMark(thread: ThreadHeader, messages: readonly MessageHeader[], list: AnchoredList): void {
  const client = useClient();
  const { scroller, content } = list;
  useEffect(() => {
    const mark = (): void => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
      const last = lastInSight(scroller.current, content.current);
      const message = last === null ? undefined : client.store.messages.get(last);
      if (message) client.reading.readTo(thread.id, message.seq);
    };
    const timer = setTimeout(mark, 400);
    const box = scroller.current;
    box?.addEventListener('scroll', mark, { passive: true });
    window.addEventListener('focus', mark);
    return () => {
      clearTimeout(timer);
      box?.removeEventListener('scroll', mark);
      window.removeEventListener('focus', mark);
    };
  }, [client, thread.id, messages, scroller, content]);
}

function lastInSight(box: HTMLElement | null, list: HTMLElement | null): string | null {
  if (!box || !list) return null;
  const edge = box.getBoundingClientRect().bottom + 1;
  const items = [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')];
  return items.findLast((item) => item.getBoundingClientRect().bottom <= edge)?.dataset['key'] ?? null;
}
