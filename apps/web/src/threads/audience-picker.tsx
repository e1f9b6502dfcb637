import type { CompartmentView, Id, PersonRef } from '@liaison/contracts';
import { useState } from 'react';
import { useMe } from '../data/session.js';
import { Checkbox, CheckboxGroup, RadioGroup } from '../ui/choice.js';
import { useRoom } from './room-context.js';
import styles from './audience-picker.module.css';

/** An audience that may not be open yet: what was picked, and the compartment when there is one. */
export interface AudienceChoice {
  readonly kind: 'known' | 'agencies' | 'seats';
  readonly compartment: CompartmentView | null;
  readonly agencies: readonly Id[];
  readonly people: readonly Id[];
  /** For named people: no successor takes over a seat. */
  readonly fixed: boolean;
}

export interface AudiencePickerProps {
  readonly value: AudienceChoice | null;
  readonly onChange: (choice: AudienceChoice) => void;
  /** Only audiences inside these agencies, for a narrower one. */
  readonly within?: readonly Id[];
  /** This compartment is not offered. */
  readonly but?: Id;
}

/** Everybody, one's own agency, an audience that is open already, some agencies, or named people. */
export function AudiencePicker({ value, onChange, within, but }: AudiencePickerProps) {
  const me = useMe();
  const { compartments, operation, directory } = useRoom();
  const [mode, setMode] = useState<string>(value?.compartment?.id ?? '');
  const isInside = (ids: readonly Id[]): boolean => within === undefined || ids.every((id) => within.includes(id));
  const known = compartments.filter(
    (one) => one.id !== but && isInside(one.agencies) && one.actions['thread.start'].allowed,
  );
  const agencies = operation.agencies.filter(
    (one) => one.state === 'accepted' && one.agency.id !== me.agency.id && isInside([one.agency.id]),
  );
  const people = operation.members
    .map((member) => member.person)
    .filter((person) => person.id !== me.person.id && isInside([person.agency]));
  const mayOpen = operation.actions['compartment.open'].allowed;

  const choose = (next: string): void => {
    setMode(next);
    const compartment = known.find((one) => one.id === next) ?? null;
    if (compartment) onChange({ kind: 'known', compartment, agencies: compartment.agencies, people: [], fixed: false });
    else
      onChange({
        kind: next === 'seats' ? 'seats' : 'agencies',
        compartment: null,
        agencies: [],
        people: [],
        fixed: false,
      });
  };
  const chooseAgencies = (picked: readonly Id[]): void => {
    const all = [me.agency.id, ...picked];
    onChange({
      kind: 'agencies',
      agencies: picked,
      people: [],
      fixed: false,
      compartment: compartments.find((one) => one.kind !== 'seats' && sameSet(one.agencies, all)) ?? null,
    });
  };
  return (
    <div className={styles.picker}>
      <RadioGroup
        label="Who reads"
        value={mode}
        onChange={choose}
        options={[
          ...known.map((one) => ({ value: one.id, label: one.name, note: `${one.readers.length} people` })),
          ...(mayOpen
            ? [
                {
                  value: 'agencies',
                  label: 'Some agencies…',
                  note: 'Yours and those you choose. Nobody else learns that it exists.',
                },
              ]
            : []),
          ...(mayOpen ? [{ value: 'seats', label: 'Named people…', note: 'For TLP:RED and the like.' }] : []),
        ]}
      />
      {mode === 'agencies' && (
        <CheckboxGroup
          label={`${me.agency.code} and`}
          inline
          value={value?.agencies ?? []}
          onChange={chooseAgencies}
          options={agencies.map(({ agency }) => ({ value: agency.id, label: agency.code }))}
        />
      )}
      {mode === 'seats' && (
        <div className={styles.people}>
          <Checkbox
            isSelected={value?.fixed ?? false}
            onChange={(fixed) => value && onChange({ ...value, fixed })}
            note="Otherwise a successor reads what the seat could."
          >
            These persons only
          </Checkbox>
          <CheckboxGroup
            label="You and"
            value={value?.people ?? []}
            onChange={(picked) =>
              onChange({ kind: 'seats', compartment: null, agencies: [], people: picked, fixed: value?.fixed ?? false })
            }
            options={[...people]
              .sort(byAgency(directory.codeOf))
              .map((person) => ({ value: person.id, label: person.name, note: directory.codeOf(person.agency) }))}
          />
        </div>
      )}
    </div>
  );
}

const sameSet = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

const byAgency =
  (codeOf: (id: Id) => string) =>
  (a: PersonRef, b: PersonRef): number =>
    codeOf(a.agency).localeCompare(codeOf(b.agency)) || a.name.localeCompare(b.name);

export const isChosen = (choice: AudienceChoice | null): choice is AudienceChoice =>
  choice !== null && (choice.compartment !== null || choice.agencies.length > 0 || choice.people.length > 0);
