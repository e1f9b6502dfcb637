import type { CompartmentAction, Id, OperationView, PersonRef } from '@liaison/contracts';
import { useState } from 'react';
import { useCompartments, useDirectory } from '../data/operations.js';
import { useMe } from '../data/session.js';
import { Checkbox, CheckboxGroup, RadioGroup } from '../ui/choice.js';
import { knownAudience, type AudienceChoice } from './audience-choice.js';
import { audienceWords } from './audience-words.js';
import styles from './audience-picker.module.css';

export interface AudiencePickerProps {
  readonly operation: OperationView;
  /** What the chooser means to do there: audiences in which they may not are not offered. */
  readonly act: CompartmentAction;
  readonly label: string;
  readonly value: AudienceChoice | null;
  readonly onChange: (choice: AudienceChoice) => void;
  /** Only audiences inside these agencies, for a narrower one. */
  readonly within?: readonly Id[];
  /** This compartment is not offered. */
  readonly but?: Id;
}

const noChoice = { compartment: null, agencies: [], people: [], fixed: false } as const;

/** Everybody, one's own agency, an audience that is open already, some agencies, or named people. */
export function AudiencePicker(props: AudiencePickerProps) {
  const { operation, act, label, value, onChange, within, but } = props;
  const compartments = useCompartments(operation);
  const [mode, setMode] = useState<string>(modeOf(value));
  const isInside = (ids: readonly Id[]): boolean => within === undefined || ids.every((id) => within.includes(id));
  const known = compartments.filter((one) => one.id !== but && isInside(one.agencies) && one.actions[act].allowed);
  const choose = (next: string): void => {
    setMode(next);
    const compartment = known.find((one) => one.id === next);
    if (compartment) onChange(knownAudience(compartment));
    else onChange({ ...noChoice, kind: next === 'seats' ? 'seats' : 'agencies' });
  };
  const openable = operation.actions['compartment.open'].allowed ? newAudiences : [];
  return (
    <div className={styles.picker}>
      <RadioGroup
        label={label}
        value={mode}
        onChange={choose}
        options={[...known.map((one) => ({ value: one.id, label: one.name, note: audienceWords(one) })), ...openable]}
      />
      {mode === 'agencies' && (
        <AgenciesPick operation={operation} value={value} onChange={onChange} isInside={isInside} />
      )}
      {mode === 'seats' && <PeoplePick operation={operation} value={value} onChange={onChange} isInside={isInside} />}
    </div>
  );
}

const modeOf = (value: AudienceChoice | null): string =>
  value === null ? '' : value.kind === 'known' ? (value.compartment?.id ?? '') : value.kind;

const newAudiences = [
  {
    value: 'agencies',
    label: 'Some agencies…',
    note: 'Yours and those you choose. Nobody else learns that it exists.',
  },
  { value: 'seats', label: 'Named people…', note: 'The only place for TLP:RED.' },
];

interface PickProps extends Pick<AudiencePickerProps, 'operation' | 'value' | 'onChange'> {
  readonly isInside: (agencies: readonly Id[]) => boolean;
}

function AgenciesPick({ operation, value, onChange, isInside }: PickProps) {
  const me = useMe();
  const compartments = useCompartments(operation);
  const agencies = operation.agencies.filter(
    (one) => one.state === 'accepted' && one.agency.id !== me.agency.id && isInside([one.agency.id]),
  );
  const pick = (picked: readonly Id[]): void => {
    const all = [me.agency.id, ...picked];
    const compartment = compartments.find((one) => one.kind !== 'seats' && sameSet(one.agencies, all)) ?? null;
    onChange({ ...noChoice, kind: 'agencies', agencies: picked, compartment });
  };
  return (
    <CheckboxGroup
      label={`${me.agency.code} and`}
      inline
      value={value?.agencies ?? []}
      onChange={pick}
      options={agencies.map(({ agency }) => ({ value: agency.id, label: agency.code }))}
    />
  );
}

function PeoplePick({ operation, value, onChange, isInside }: PickProps) {
  const me = useMe();
  const compartments = useCompartments(operation);
  const directory = useDirectory(operation);
  const people = operation.members
    .map((member) => member.person)
    .filter((person) => person.id !== me.person.id && isInside([person.agency]))
    .sort(byAgency(directory.codeOf));
  const now = value ?? { ...noChoice, kind: 'seats' as const };
  const pick = (picked: readonly Id[], fixed: boolean): void => {
    const all = [me.person.id, ...picked];
    const open = compartments.find(
      (one) =>
        one.kind === 'seats' &&
        sameSet(
          one.seats.map(({ id }) => id),
          all,
        ),
    );
    onChange({ ...noChoice, kind: 'seats', people: picked, fixed, compartment: fixed ? null : (open ?? null) });
  };
  return (
    <div className={styles.people}>
      <Checkbox
        isSelected={now.fixed}
        onChange={(fixed) => pick(now.people, fixed)}
        note="Otherwise a successor reads what the seat could."
      >
        These persons only
      </Checkbox>
      <CheckboxGroup
        label="You and"
        value={now.people}
        onChange={(picked) => pick(picked, now.fixed)}
        options={people.map((person) => ({
          value: person.id,
          label: person.name,
          note: directory.codeOf(person.agency),
        }))}
      />
    </div>
  );
}

const sameSet = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

const byAgency =
  (codeOf: (id: Id) => string) =>
  (a: PersonRef, b: PersonRef): number =>
    codeOf(a.agency).localeCompare(codeOf(b.agency)) || a.name.localeCompare(b.name);
