import type { CompartmentView } from '@liaison/contracts';
import {
  handlingCodes,
  isAtLeast,
  markingProblem,
  normalHandling,
  paps,
  tlps,
  type HandlingCode,
  type Marking,
} from '@liaison/domain';
import { CheckboxGroup } from '../ui/choice.js';
import { TextField } from '../ui/field.js';
import { Select } from '../ui/select.js';
import styles from './marking-picker.module.css';
import { useRoom } from './room-context.js';

const tlpNotes = {
  CLEAR: 'No limit',
  GREEN: 'Within the community',
  AMBER: 'Recipients’ organisations, on a need-to-know basis',
  'AMBER+STRICT': 'Recipients’ organisations only',
  RED: 'The named persons only',
} as const;
const codeNotes: Readonly<Record<HandlingCode, string>> = {
  H0: 'Only for preventing and combating crime',
  H1: 'Not in judicial proceedings without the provider’s permission',
  H2: 'Not passed on without the provider’s permission',
  H3: 'Other restriction, in words',
};

export interface MarkingPickerProps {
  readonly compartment: CompartmentView;
  /** Nothing lower than this can be chosen. */
  readonly floor: Marking;
  readonly value: Marking;
  readonly onChange: (marking: Marking) => void;
}

/** A marking at least as high as its place: only what may stand here is offered. */
export function MarkingPicker({ compartment, floor, value, onChange }: MarkingPickerProps) {
  const place = usePlace(compartment);
  const can = (marking: Marking): boolean =>
    markingProblem({ ...marking, h3Text: marking.handling.includes('H3') ? 'x' : null }, place) === null &&
    isAtLeast(marking, floor);
  const set = (part: Partial<Marking>): void => onChange({ ...value, ...part });
  const setCodes = (codes: readonly HandlingCode[]): void => {
    const handling = normalHandling([...codes, ...floor.handling]);
    set({ handling, h3Text: handling.includes('H3') ? (value.h3Text ?? '') : null });
  };
  return (
    <div className={styles.picker}>
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

function usePlace(compartment: CompartmentView) {
  const { operation } = useRoom();
  const observers = new Set(operation.agencies.filter((one) => one.kind === 'observer').map((one) => one.agency.id));
  return {
    floor: compartment.marking,
    ceiling: operation.ceiling,
    kind: compartment.kind,
    observed: compartment.agencies.some((id) => observers.has(id)),
  };
}

/** H3 without its words cannot be sent. */
export const isComplete = (marking: Marking): boolean =>
  !marking.handling.includes('H3') || (marking.h3Text ?? '').trim() !== '';
