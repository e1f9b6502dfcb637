import { lowestMarking, type Marking, type Pap, type Tlp } from '@liaison/domain';
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
const TlpLabel = ({ tlp }: { readonly tlp: Tlp }) => <span className={cx(styles.tlp, colours[tlp])}>TLP:{tlp}</span>;

const PapLabel = ({ pap }: { readonly pap: Pap }) => <span className={styles.codes}>PAP:{pap}</span>;

export interface MarkingLineProps {
  readonly marking: Marking;
  /** Leaves out what is no more than this, usually the compartment's own marking. */
  readonly beyond?: Marking;
  /** Says the TLP label even when it limits nothing, and H0 when it stands alone. */
  readonly full?: boolean;
}

/** All axes of a marking. Nothing when there is nothing beyond the given floor. */
export function MarkingLine({ marking, beyond, full = false }: MarkingLineProps) {
  const floor = beyond ?? lowestMarking;
  const codes = marking.handling.filter((code) => code !== 'H0' && !floor.handling.includes(code));
  const showTlp = full || floor.tlp !== marking.tlp;
  const showPap = floor.pap !== marking.pap;
  const showClass = floor.classification !== marking.classification;
  const words = codes.length === 0 && full ? ['H0'] : codes;
  if (!showTlp && !showPap && !showClass && words.length === 0) return null;
  return (
    <span className={styles.line}>
      {showClass && <span className={styles.codes}>{classificationWords[marking.classification]}</span>}
      {showTlp && <TlpLabel tlp={marking.tlp} />}
      {showPap && <PapLabel pap={marking.pap} />}
      {words.length > 0 && (
        <span className={styles.codes} title={marking.h3Text ?? undefined}>
          {words.join(' ')}
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
