import type { AssessmentView } from '@liaison/contracts';
import type { Directory } from '../data/operations.js';
import { Pill, type PillTone } from '../ui/pill.js';
import { Time } from '../ui/time.js';
import styles from './assessment-line.module.css';

const tones: Readonly<Partial<Record<AssessmentView['likelihood'], PillTone>>> = {
  likely: 'ok',
  'very-likely': 'ok',
  'almost-certain': 'ok',
  unlikely: 'warn',
  'very-unlikely': 'warn',
  'almost-no-chance': 'warn',
};
const countries = new Intl.DisplayNames(undefined, { type: 'region' });

/** One person's recorded judgement: what, how likely, how sure, by whom, when. */
export function AssessmentLine({ one, directory }: { readonly one: AssessmentView; readonly directory: Directory }) {
  const isNot = one.kind === 'not_country';
  return (
    <div className={styles.line}>
      <span>
        {isNot ? 'Checked, not ' : 'Likely country '}
        <strong>{one.country}</strong> <span className="meta">{countries.of(one.country)}</span>
      </span>
      <Pill tone={isNot ? 'plain' : (tones[one.likelihood] ?? 'plain')}>{one.likelihood.replaceAll('-', ' ')}</Pill>
      <span className={styles.by}>
        {one.confidence} confidence · {directory.nameOf(one.author)}, {directory.codeOf(one.agency)} ·{' '}
        <Time at={one.at} />
      </span>
      {one.note !== null && <span className={styles.by}>{one.note}</span>}
    </div>
  );
}
