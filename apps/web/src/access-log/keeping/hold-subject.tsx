import type { HoldKind } from '@liaison/domain';
import { useColleagues } from '../../data/agency.js';
import { ComboBox } from '../../ui/combo-box.js';
import { TextField } from '../../ui/field.js';
import { Select, type Option } from '../../ui/select.js';
import type { LogWords } from '../log-words.js';
import type { HoldAbout } from './hold-words.js';

export interface HoldSubjectProps {
  readonly kind: HoldKind;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly words: LogWords;
  readonly about?: HoldAbout;
  readonly problem: string | null;
}

/** The one thing that a hold is about, chosen as its kind is chosen. */
export function HoldSubject({ kind, value, onChange, words, about, problem }: HoldSubjectProps) {
  const known = about?.kind === kind ? about : undefined;
  switch (kind) {
    case 'person':
      return <Person value={value} onChange={onChange} problem={problem} {...(known && { known })} />;
    case 'object':
      return known?.subject === value ? (
        <TextField label="Object" mono isReadOnly value={known.name} problem={problem} />
      ) : (
        <TextField
          label="Reference or id"
          mono
          value={value ?? ''}
          onChange={onChange}
          placeholder="VIDTF17-7K3Q"
          hint="A reference is looked up in the records that you may see; the look-up is a record."
          problem={problem}
        />
      );
    case 'operation':
      return (
        <Select
          label="Operation"
          options={words.operations.map((one) => ({ value: one.id, label: one.codeName }))}
          value={value}
          onChange={onChange}
          problem={problem}
        />
      );
    case 'agency':
      return (
        <ComboBox
          label="Agency"
          opensOn="input"
          options={words.agencies.map((one) => ({ value: one.id, label: one.code, note: one.name }))}
          value={value}
          onChange={onChange}
          problem={problem}
        />
      );
  }
}

interface PersonProps extends Pick<HoldSubjectProps, 'value' | 'onChange' | 'problem'> {
  readonly known?: HoldAbout;
}

/** The own agency's, those who have left among them; of other agencies whom a record led to. */
function Person({ value, onChange, problem, known }: PersonProps) {
  const { data: people = [] } = useColleagues();
  const own: readonly Option[] = people.map((one) => ({
    value: one.id,
    label: one.name,
    note: one.active ? one.handle : `${one.handle}, deactivated`,
  }));
  const isStranger = known !== undefined && !people.some((one) => one.id === known.subject);
  return (
    <ComboBox
      // Its list is read once: it is drawn anew when the people have come.
      key={people.length}
      label="Person of your agency"
      opensOn="input"
      options={isStranger ? [{ value: known.subject, label: known.name }, ...own] : own}
      value={value}
      onChange={onChange}
      hint="For somebody of another agency, set it from a record of theirs."
      problem={problem}
    />
  );
}
