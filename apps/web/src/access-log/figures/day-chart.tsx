import type { LogCounts } from '@liaison/contracts';
import { shortDay } from '../../ui/time.js';
import { allDays, type DayCount } from './days.js';
import { Figure, figure, type FigureColumn } from './figure.js';
import styles from './figures.module.css';

const columns: readonly FigureColumn<DayCount>[] = [
  { id: 'day', header: 'Day', value: (one) => one.day },
  { id: 'count', header: 'Records', value: (one) => one.count },
  { id: 'denied', header: 'Of these denied or failed', value: (one) => one.denied },
];

/** How much a day, and how much of it was denied. */
export function DayChart({ counts }: { readonly counts: LogCounts }) {
  const days = allDays(counts);
  const most = Math.max(1, ...days.map((one) => one.count));
  const denied = days.reduce((sum, one) => sum + one.denied, 0);
  const [first, last] = [days[0], days[days.length - 1]];
  return (
    <Figure
      title="Day by day"
      summary={`${figure.format(counts.total)} records, ${figure.format(denied)} of them denied or failed; at most ${figure.format(most)} a day.`}
      columns={columns}
      rows={days}
    >
      <div aria-hidden="true" className={styles.days}>
        {days.map((one) => (
          <span
            key={one.day}
            className={styles.day}
            title={`${shortDay(one.day)}: ${figure.format(one.count)}, denied or failed ${figure.format(one.denied)}`}
          >
            <i style={{ blockSize: `${((one.count - one.denied) / most) * 100}%` }} />
            <i data-denied style={{ blockSize: `${(one.denied / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <div aria-hidden="true" className={styles.axis}>
        <span>{first && shortDay(first.day)}</span>
        <span className={styles.key}>
          <i /> allowed <i data-denied /> denied or failed
        </span>
        <span>{last && shortDay(last.day)}</span>
      </div>
    </Figure>
  );
}
