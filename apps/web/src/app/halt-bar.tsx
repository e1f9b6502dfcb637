import type { Me } from '@liaison/contracts';
import { TriangleAlert } from 'lucide-react';
import { minuteInUtc } from '../access-log/record-words.js';
import { useHalt, type Halt } from '../data/halt.js';
import { useSession } from '../data/session.js';
import styles from './halt-bar.module.css';

/** Says on every screen that nobody writes; to those who can do something about it also why, and what that is. */
export function HaltBar() {
  const session = useSession();
  const { data: halt } = useHalt(session.at === 'in');
  if (session.at !== 'in' || !halt) return null;
  const knows = isToldWhy(session.me);
  return (
    <div role={knows ? 'alert' : 'status'} className={styles.bar}>
      <TriangleAlert aria-hidden="true" size={16} />
      {knows ? <Why {...halt} /> : <Plain {...halt} />}
    </div>
  );
}

const isToldWhy = ({ duties, installationDuties }: Me): boolean =>
  duties.includes('auditor') || installationDuties.length > 0;

const Why = ({ since, detail }: Halt) => (
  <p>
    <strong>The access log is halted{sinceWords(since)}.</strong> {detail} Nothing is signed and nobody writes until an
    operator has mended it; reading goes on and is recorded. Keep what you have exported and tell your agency’s witness.
  </p>
);

const Plain = ({ since }: Halt) => (
  <p>
    <strong>Nothing can be changed at the moment.</strong> The access log is halted{sinceWords(since)}, and is being
    looked into. You can go on reading, which is recorded; messages that you send wait, and go by themselves.
  </p>
);

const sinceWords = (since: string | null): string => (since === null ? '' : ` since ${minuteInUtc(since)}`);
