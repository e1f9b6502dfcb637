import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** In words: `5 of 8`, `12,000 of 200,000 entries`. */
  readonly text: string;
  readonly hideLabel?: boolean;
  readonly tone?: 'accent' | 'ok';
}

/** How far something is, with the figure in words beside the bar. */
export function ProgressBar({ label, value, max, text, hideLabel, tone = 'accent' }: ProgressBarProps) {
  const share = max > 0 ? Math.min(100, (value / max) * 100) : 0;
  return (
    <AriaProgressBar className={styles.progress ?? ''} value={value} maxValue={max || 1} valueLabel={text}>
      <Label className={hideLabel ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
      <span className={styles.track}>
        <span className={styles.fill} data-tone={tone} style={{ inlineSize: `${share}%` }} />
      </span>
      <span className={styles.text}>{text}</span>
    </AriaProgressBar>
  );
}
