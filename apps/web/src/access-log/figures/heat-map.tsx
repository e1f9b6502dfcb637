import type { LogCounts } from '@liaison/contracts';
import { Fragment } from 'react';
import { hourWords, weekdays } from '../../ui/week-words.js';
import { Figure, figure, type FigureColumn } from './figure.js';
import styles from './figures.module.css';
import { hoursOfDay, placeOf, shadeOf, weekOf, type HourCell } from './hours.js';

interface Day {
  readonly name: string;
  readonly cells: readonly HourCell[];
}

const columns: readonly FigureColumn<Day>[] = [
  { id: 'day', header: 'Weekday', value: (day) => day.name },
  ...hoursOfDay.map((hour): FigureColumn<Day> => ({
    id: String(hour),
    header: String(hour).padStart(2, '0'),
    value: (day) => day.cells[hour]?.count ?? 0,
  })),
];

/** When people act: each hour of the week, darker where there is more. */
export function HeatMap({ counts }: { readonly counts: LogCounts }) {
  const cells = weekOf(counts.hours);
  const most = Math.max(1, ...cells.map((one) => one.count));
  const busiest = cells.find((one) => one.count === most);
  const days = weekdays.map((name, day) => ({ name, cells: cells.filter((one) => one.day === day) }));
  return (
    <Figure
      title="Hour and weekday"
      summary={busiest ? `Most on ${placeOf(busiest)}: ${figure.format(most)}. ${counts.zone}.` : 'Nothing.'}
      columns={columns}
      rows={days}
      wide
    >
      <div aria-hidden="true" className={styles.heat}>
        <span />
        {hoursOfDay.map((hour) => (
          <span key={hour} className={styles.hour}>
            {hour % 3 === 0 ? String(hour).padStart(2, '0') : ''}
          </span>
        ))}
        {days.map((day) => (
          <Fragment key={day.name}>
            <span className={styles.weekday}>{day.name.slice(0, 2)}</span>
            {day.cells.map((cell) => (
              <i
                key={cell.hour}
                data-shade={shadeOf(cell.count, most)}
                title={`${day.name} ${hourWords(cell.hour)}: ${figure.format(cell.count)}`}
              />
            ))}
          </Fragment>
        ))}
      </div>
      <p aria-hidden="true" className={styles.scale}>
        0
        {[0, 1, 2, 3, 4, 5].map((shade) => (
          <i key={shade} data-shade={shade} />
        ))}
        {figure.format(most)}
      </p>
    </Figure>
  );
}
