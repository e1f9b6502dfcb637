import type { Marking, Pap, Tlp } from '@liaison/domain';
import { cx } from './cx.js';
import styles from './marking.module.css';

const colours: Readonly<Record<Tlp, string | undefined>> = {
  RED: styles.red,
  'AMBER+STRICT': styles.amber,
  AMBER: styles.amber,
  GREEN: styles.green,
  CLEAR: styles.clear,
};

/** A TLP 2.0 label in the published colours on black. */
export const TlpLabel = ({ tlp }: { readonly tlp: Tlp }) => (
  <span className={cx(styles.tlp, colours[tlp])}>TLP:{tlp}</span>
);

export const PapLabel = ({ pap }: { readonly pap: Pap }) => <span className={styles.codes}>PAP:{pap}</span>;

export interface MarkingLineProps {
  readonly marking: Marking;
  /** Leaves out what is no more than this, usually the compartment's own marking. */
  readonly beyond?: Marking;
  /** Says the floor too: TLP:CLEAR, H0, the classification. */
  readonly full?: boolean;
}

/** All axes of a marking, narrowest words first. Nothing when there is nothing beyond the given floor. */
export function MarkingLine({ marking, beyond, full }: MarkingLineProps) {
  const codes = marking.handling.filter((code) => full || (code !== 'H0' && !beyond?.handling.includes(code)));
  const showTlp = full || (beyond ? beyond.tlp !== marking.tlp : marking.tlp !== 'CLEAR');
  const showPap = beyond ? beyond.pap !== marking.pap : marking.pap !== 'CLEAR';
  const showClass =
    full || (beyond ? beyond.classification !== marking.classification : marking.classification !== 'UNCLASSIFIED-BPL');
  if (!showTlp && !showPap && !showClass && codes.length === 0) return null;
  return (
    <span className={styles.line}>
      {showClass && <span className={styles.codes}>{classificationWords[marking.classification]}</span>}
      {showTlp && <TlpLabel tlp={marking.tlp} />}
      {showPap && <PapLabel pap={marking.pap} />}
      {codes.length > 0 && (
        <span className={styles.codes} title={marking.h3Text ?? undefined}>
          {codes.join(' ')}
        </span>
      )}
    </span>
  );
}

export const classificationWords: Readonly<Record<Marking['classification'], string>> = {
  'UNCLASSIFIED-BPL': 'EU UNCLASSIFIED – BPL',
  'R-UE/EU-R': 'R-UE/EU-R',
};

/** The marking in one line of text, for labels, titles and print. */
export function markingWords(marking: Marking): string {
  const codes = marking.handling.filter((code) => code !== 'H0');
  return [codes.join(' '), `TLP:${marking.tlp}`, marking.pap === 'CLEAR' ? '' : `PAP:${marking.pap}`]
    .filter(Boolean)
    .join(' · ');
}
