import {
  classifications,
  handlingCodes,
  highest,
  isAtLeast,
  markingProblem,
  normalHandling,
  paps,
  tlps,
  type HandlingCode,
  type Marking,
  type MarkingPlace,
  type Tlp,
} from '@liaison/domain';
import { CheckboxGroup } from '../ui/choice.js';
import { TextField } from '../ui/field.js';
import { classificationWords } from '../ui/marking.js';
import { Select } from '../ui/select.js';
import styles from './marking-fields.module.css';

const tlpNotes: Readonly<Record<Tlp, string>> = {
  CLEAR: 'No limit',
  GREEN: 'Within the community',
  AMBER: 'Recipients’ organisations, on a need-to-know basis',
  'AMBER+STRICT': 'Recipients’ organisations only',
  RED: 'The named persons only',
};
const codeNotes: Readonly<Record<HandlingCode, string>> = {
  H0: 'Only for preventing and combating crime',
  H1: 'Not in judicial proceedings without the provider’s permission',
  H2: 'Not passed on without the provider’s permission',
  H3: 'Other restriction, in words',
};

export interface MarkingFieldsProps {
  /** Where it will stand; nothing is offered that may not stand there. */
  readonly place: MarkingPlace;
  /** Nothing lower than this is offered. */
  readonly floor: Marking;
  readonly value: Marking;
  readonly onChange: (marking: Marking) => void;
  /** The classification too; elsewhere it is the compartment’s. */
  readonly withClassification?: boolean;
}

/** All axes of a marking. It can only be raised; what its place does not allow cannot be chosen. */
export function MarkingFields({ place, floor, value, onChange, withClassification }: MarkingFieldsProps) {
  // The text is still being written: what can be chosen is judged by the texts that stay.
  const kept = highest(floor, place.floor).h3Text;
  const can = (marking: Marking): boolean => {
    const tried = { ...marking, h3Text: marking.handling.includes('H3') ? (kept ?? 'x') : null };
    return isAtLeast(tried, floor) && markingProblem(tried, place) === null;
  };
  const set = (part: Partial<Marking>): void => onChange({ ...value, ...part });
  const setCodes = (codes: readonly HandlingCode[]): void => {
    const handling = normalHandling([...codes, ...floor.handling]);
    set({ handling, h3Text: handling.includes('H3') ? (value.h3Text ?? kept ?? '') : null });
  };
  return (
    <div className={styles.fields}>
      {withClassification && (
        <Select
          label="Classification"
          value={value.classification}
          onChange={(classification) => set({ classification })}
          options={classifications.map((one) => ({
            value: one,
            label: classificationWords[one],
            disabled: !can({ ...value, classification: one }),
          }))}
        />
      )}
      <Select
        label="Who may see (TLP)"
        value={value.tlp}
        onChange={(tlp) => set({ tlp })}
        options={tlps.map((tlp) => ({
          value: tlp,
          label: `TLP:${tlp}`,
          note: tlpNotes[tlp],
          disabled: !can({ ...value, tlp }),
        }))}
      />
      <Select
        label="What may be done (PAP)"
        value={value.pap}
        onChange={(pap) => set({ pap })}
        options={paps.map((pap) => ({ value: pap, label: `PAP:${pap}`, disabled: !can({ ...value, pap }) }))}
      />
      <CheckboxGroup
        label="What the law allows (handling codes)"
        value={value.handling}
        onChange={setCodes}
        options={handlingCodes.map((code) => ({
          value: code,
          label: code,
          note: codeNotes[code],
          disabled: code === 'H0' || floor.handling.includes(code),
        }))}
      />
      {value.handling.includes('H3') && (
        <TextField
          label="Restriction (H3)"
          value={value.h3Text ?? ''}
          onChange={(h3Text) => set({ h3Text })}
          isRequired
          maxLength={500}
        />
      )}
    </div>
  );
}

/** H3 without its words cannot be sent. */
export const isWholeMarking = (marking: Marking): boolean =>
  !marking.handling.includes('H3') || (marking.h3Text ?? '').trim() !== '';
