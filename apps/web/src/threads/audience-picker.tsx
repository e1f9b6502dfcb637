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

const noChoice = { compartment: null, agencies: [], people: [], fixed: false } as const;

/** Everybody, one's own agency, an audience that is open already, some agencies, or named people. */
export function AudiencePicker({ value, onChange, within, but }: AudiencePickerProps) {
  const { compartments, operation } = useRoom();
  const [mode, setMode] = useState<string>(value?.compartment?.id ?? '');
  const isInside = (ids: readonly Id[]): boolean => within === undefined || ids.every((id) => within.includes(id));
  const known = compartments.filter(
    (one) => one.id !== but && isInside(one.agencies) && one.actions['thread.start'].allowed,
  );
  const choose = (next: string): void => {
    setMode(next);
    const compartment = known.find((one) => one.id === next);
    if (compartment) onChange({ ...noChoice, kind: 'known', compartment, agencies: compartment.agencies });
    else onChange({ ...noChoice, kind: next === 'seats' ? 'seats' : 'agencies' });
  };
  const openable = operation.actions['compartment.open'].allowed ? newAudiences : [];
  return (
    <div className={styles.picker}>
      <RadioGroup
        label="Who reads"
        value={mode}
        onChange={choose}
        options={[
          ...known.map((one) => ({ value: one.id, label: one.name, note: `${one.readers.length} people` })),
          ...openable,
        ]}
      />
      {mode === 'agencies' && <AgenciesPick value={value} onChange={onChange} isInside={isInside} />}
      {mode === 'seats' && <PeoplePick value={value} onChange={onChange} isInside={isInside} />}
    </div>
  );
}

const newAudiences = [
  {
    value: 'agencies',
    label: 'Some agencies…',
    note: 'Yours and those you choose. Nobody else learns that it exists.',
  },
  { value: 'seats', label: 'Named people…', note: 'The only place for TLP:RED.' },
];

interface PickProps extends Pick<AudiencePickerProps, 'value' | 'onChange'> {
  readonly isInside: (agencies: readonly Id[]) => boolean;
}

function AgenciesPick({ value, onChange, isInside }: PickProps) {
  const me = useMe();
  const { compartments, operation } = useRoom();
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

function PeoplePick({ value, onChange, isInside }: PickProps) {
  const me = useMe();
  const { operation, directory } = useRoom();
  const people = operation.members
    .map((member) => member.person)
    .filter((person) => person.id !== me.person.id && isInside([person.agency]))
    .sort(byAgency(directory.codeOf));
  const now = value ?? { ...noChoice, kind: 'seats' as const };
  return (
    <div className={styles.people}>
      <Checkbox
        isSelected={now.fixed}
        onChange={(fixed) => onChange({ ...now, fixed })}
        note="Otherwise a successor reads what the seat could."
      >
        These persons only
      </Checkbox>
      <CheckboxGroup
        label="You and"
        value={now.people}
        onChange={(picked) => onChange({ ...noChoice, kind: 'seats', people: picked, fixed: now.fixed })}
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

export const isChosen = (choice: AudienceChoice | null): choice is AudienceChoice =>
  choice !== null && (choice.compartment !== null || choice.agencies.length > 0 || choice.people.length > 0);
