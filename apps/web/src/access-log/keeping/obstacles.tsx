import type { Erasure, Problem } from '@liaison/contracts';
import { useEffect } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useHolds } from '../../data/keeping.js';
import styles from '../items.module.css';
import { minuteInUtc } from '../record-words.js';

export const Obstacles = ({ obstacles }: { readonly obstacles: readonly string[] }) => (
  <ul className={styles.warning} aria-label="What blocks it">
    {obstacles.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
);

/**
 * What is known to block it: that the person is back, holds of the own side on the person, and what the server named when it
 * was tried. Which other holds cover their records is known by trying alone; then nothing is erased.
 */
export function useObstacles({ person }: Erasure, problem: Problem | null): readonly string[] {
  const { data: people = [] } = useColleagues();
  const { data: holds = [], refetch } = useHolds();
  const found = problem?.reason === 'held' ? problem.extra : undefined;
  // It may name one that was set since the holds were fetched.
  useEffect(() => {
    if (found) void refetch();
  }, [found, refetch]);
  const named: readonly unknown[] = Array.isArray(found?.holds) ? found.holds : [];
  const isBack = people.some((one) => one.id === person?.id && one.active);
  const mine = holds.filter(
    (one) => one.liftedAt === null && ((one.kind === 'person' && one.subject === person?.id) || named.includes(one.id)),
  );
  return [
    ...(isBack ? ['This person’s account is active again. It has to be ended before anything is erased.'] : []),
    ...mine.map((one) => `A hold of your side, set by ${one.setBy.name} on ${minuteInUtc(one.setAt)}: “${one.reason}”`),
    ...(found?.others === true
      ? [
          'Another side’s: a hold, which it alone can see and lift; a question about these records that waits for your answer, under Enquiries; or something that it escalated. Ask that agency’s auditors, or oversight.',
        ]
      : []),
  ];
}
