import { cx } from '../../ui/cx.js';
import { Figure, figure, type FigureColumn } from './figure.js';
import styles from './figures.module.css';

export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly isDenied?: boolean;
}

export interface BarsProps {
  readonly title: string;
  /** What one bar is: the heading of its column. */
  readonly each: string;
  readonly summary: string;
  readonly bars: readonly Bar[];
  readonly mono?: boolean;
  /** Narrows the question to a bar; without, bars are read only. */
  readonly onNarrow?: (bar: Bar) => void;
}

const most = 12;

/** Amounts side by side; a press on one narrows the question to it. */
export function Bars({ title, each, summary, bars, mono, onNarrow }: BarsProps) {
  const columns: readonly FigureColumn<Bar>[] = [
    { id: 'label', header: each, value: (bar) => bar.label },
    { id: 'count', header: 'Records', value: (bar) => bar.count },
  ];
  const longest = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <Figure title={title} summary={summary} columns={columns} rows={bars}>
      <ul className={styles.bars}>
        {bars.slice(0, most).map((bar) => (
          <li key={bar.id}>
            {onNarrow ? (
              <button
                type="button"
                className={cx(styles.bar, mono && styles.mono)}
                title={`Only ${bar.label}`}
                onClick={() => onNarrow(bar)}
              >
                <BarLine bar={bar} longest={longest} />
              </button>
            ) : (
              <span className={cx(styles.bar, mono && styles.mono)}>
                <BarLine bar={bar} longest={longest} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {bars.length > most && <p className={styles.summary}>{bars.length - most} more in the table.</p>}
    </Figure>
  );
}

const BarLine = ({ bar, longest }: { readonly bar: Bar; readonly longest: number }) => (
  <>
    <span className={styles.label}>{bar.label}</span>
    <span aria-hidden="true" className={styles.track}>
      <i data-denied={bar.isDenied ? true : undefined} style={{ inlineSize: `${(bar.count / longest) * 100}%` }} />
    </span>
    <span className={styles.count}>{figure.format(bar.count)}</span>
  </>
);
