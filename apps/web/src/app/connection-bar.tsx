import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useClient, useLive } from '../data/client.js';
import { useSession } from '../data/session.js';
import type { Outgoing } from '../sync/outbox.js';
import { Button } from '../ui/button.js';
import styles from './connection-bar.module.css';

/** Shorter than this a gap is not worth a word. */
const worthAWord = 1_000;

interface Word {
  readonly tone: 'plain' | 'warn';
  readonly text: string;
  readonly act?: { readonly label: string; readonly run: () => void };
}

/** Says on every screen while what is shown may be old, while something waits to be sent, and when there is a newer page. */
export function ConnectionBar() {
  const { at } = useSession();
  const connection = useConnectionWord();
  const unsent = useUnsentWord();
  const update = useUpdateWord();
  // While there is no connection a newer page cannot be fetched either.
  const words = at === 'in' ? [connection, unsent, connection ? null : update].filter((word) => word !== null) : [];
  return (
    <div role="status" className={styles.place}>
      {words.length > 0 && (
        <div className={styles.bar} data-tone={words.some(({ tone }) => tone === 'warn') ? 'warn' : 'plain'}>
          {words.map((word) => (
            <Said key={word.text} word={word} />
          ))}
        </div>
      )}
    </div>
  );
}

function Said({ word: { text, act } }: { readonly word: Word }): ReactNode {
  return (
    <span className={styles.word}>
      {text}
      {act && (
        <Button look="quiet" onPress={act.run}>
          {act.label}
        </Button>
      )}
    </span>
  );
}

function useConnectionWord(): Word | null {
  const client = useClient();
  const link = useLive(['link'], ({ link: { state, refused }, wake }) => ({
    isLive: state === 'live' && !wake.isChecking,
    isChecking: state === 'live',
    refused,
  }));
  const isWorthIt = useLasting(!link.isLive);
  if (link.isLive || link.refused?.reason === 'other_contract') return null;
  if (link.refused?.code === 'too_many') return { tone: 'warn', text: link.refused.detail };
  if (!isWorthIt) return null;
  if (link.isChecking) return { tone: 'plain', text: 'Checking the connection…' };
  return {
    tone: 'warn',
    text: 'No connection. What you see may be old. What you send goes by itself.',
    act: { label: 'Try now', run: () => client.wake.wake() },
  };
}

function useUnsentWord(): Word | null {
  const client = useClient();
  const navigate = useNavigate();
  const unsent = useLive(['outbox'], ({ outbox }) => outbox.unsent());
  const isWorthIt = useLasting(unsent.length > 0);
  const refused = unsent.filter((one) => one.state === 'refused' && one.command.kind === 'message.post');
  const open = unsent.filter((one) => one.state !== 'refused');
  const [first] = refused;
  if (!isWorthIt) return null;
  if (first) {
    const place = placeOf(first, client.store.compartments.get(first.command.compartment)?.operation);
    const act = place && { act: { label: 'Show', run: () => void navigate({ to: threadPath, params: place }) } };
    return { tone: 'warn', text: `${counted(refused.length)} not sent.`, ...act };
  }
  return open.length > 0 ? { tone: 'plain', text: `${counted(open.length)} waiting to be sent.` } : null;
}

const threadPath = '/o/$op/threads/$thread';

function placeOf({ command }: Outgoing, op: string | undefined): { op: string; thread: string } | null {
  return command.kind === 'message.post' && op !== undefined ? { op, thread: command.input.thread } : null;
}

const counted = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

function useUpdateWord(): Word | null {
  const { update } = useClient();
  const { state, isComing } = useLive(['update'], (client) => ({ ...client.update }), []);
  if (state === 'none') return null;
  if (isComing) return { tone: 'plain', text: 'Reloads as soon as everything is sent.' };
  return {
    tone: state === 'needed' ? 'warn' : 'plain',
    text:
      state === 'needed'
        ? 'This page is too old for the server. Reload it: what you typed is kept.'
        : 'There is a newer version of Liaison. What you typed is kept.',
    act: { label: 'Reload', run: () => void update.reload() },
  };
}

/** True once something has been so for a while. */
function useLasting(isSo: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => setLasts(true), worthAWord);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isSo]);
  return lasts && isSo;
}
