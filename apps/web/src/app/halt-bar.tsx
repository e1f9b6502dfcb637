import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { minuteInUtc } from '../access-log/record-words.js';
import { useHalt, type Halt } from '../data/halt.js';
import { useSession } from '../data/session.js';
import styles from './halt-bar.module.css';

/** Says on every screen that nobody writes; to those who can do something about it also where they see why, and what that is. */
export function HaltBar() {
  const session = useSession();
  const { data: halt } = useHalt(session.at === 'in');
  if (session.at !== 'in' || !halt) return null;
  const { duties, installationDuties } = session.me;
  const reads = duties.includes('auditor') || installationDuties.includes('oversight');
  const acts = reads || installationDuties.length > 0;
  return (
    <div role={acts ? 'alert' : 'status'} className={styles.bar}>
      <TriangleAlert aria-hidden="true" size={16} />
      {acts ? <Alarm since={halt.since} reads={reads} /> : <Plain {...halt} />}
    </div>
  );
}

const Alarm = ({ since, reads }: Halt & { readonly reads: boolean }) => (
  <p>
    <strong>The access log is halted{sinceWords(since)}.</strong> Its parts contradict each other; which, says{' '}
    {reads ? (
      <Link to="/log" search={{ view: 'tree' }}>
        the log itself
      </Link>
    ) : (
      'the server’s own log'
    )}
    . Nothing is signed and nobody writes until an operator has mended it; reading goes on and is recorded. Keep what
    you have exported and tell your agency’s witness.
  </p>
);

const Plain = ({ since }: Halt) => (
  <p>
    <strong>Nothing can be changed at the moment.</strong> The access log is halted{sinceWords(since)}, and is being
    looked into. You can go on reading, which is recorded; messages that you send wait, and go by themselves.
  </p>
);

const sinceWords = (since: string | null): string => (since === null ? '' : ` since ${minuteInUtc(since)}`);
