import { limits } from '@liaison/domain';
import { useRef } from 'react';
import { useColleagues } from '../../data/agency.js';
import { type LogQuery } from '../../data/log.js';
import { useKeys } from '../../frame/keys.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Select, type Option } from '../../ui/select.js';
import { LogChips } from './log-chips.js';
import type { QueryProps } from './query-props.js';
import styles from './query.module.css';
import { SavedQueries } from './saved-queries.js';
import { Classes } from './classes.js';
import { When } from './when.js';
import { Typed } from './typed.js';

const any = 'any';
const outcomes: readonly Option[] = [
  { value: any, label: 'Any outcome' },
  { value: 'success', label: 'Allowed' },
  { value: 'failure', label: 'Denied or failed' },
];
const grounds: readonly Option[] = [
  { value: any, label: 'Any ground' },
  { value: 'stated', label: 'Ground stated' },
  { value: 'missing', label: 'Ground missing' },
];
export const isReference = (text: string): boolean => /^[A-Z0-9]{2,12}-[0-9A-Z]{4}$/.test(text);
const isAct = (text: string): boolean => /^[a-z]{2,20}\.[a-z_]{2,30}$/.test(text);

/** The question, each part of it a control and, once given, a chip. It stands in the address. */
export function LogFilters({ query, words, onChange }: QueryProps) {
  const reference = useRef<HTMLInputElement>(null);
  useKeys([{ keys: 'f', label: 'Ask by reference', group: 'Log', run: () => reference.current?.focus() }]);
  const set = (part: Readonly<Partial<Record<keyof LogQuery, string | undefined>>>): void =>
    onChange({ ...query, ...part } as LogQuery);
  return (
    <search aria-label="Filter the log" className={styles.filters}>
      <div className={styles.controls}>
        <When query={query} onChange={onChange} />
        <Typed
          label="Reference"
          hotkey="f"
          inputRef={reference}
          given={query.reference}
          clean={(typed) => typed.toUpperCase()}
          fits={isReference}
          mend="Such as VIDTF17-7K3Q"
          onAsk={(text) => set({ reference: text, object: undefined, objectName: undefined })}
        />
        <People onPick={(person, personName) => set({ person, personName })} />
        <Classes query={query} onChange={(chosen) => set({ class: chosen })} />
        <Typed
          label="Act"
          given={query.act}
          clean={(typed) => typed.toLowerCase()}
          fits={isAct}
          mend="Such as dataset.view"
          onAsk={(text) => set({ act: text })}
        />
        <Pick label="Outcome" options={outcomes} value={query.outcome} onPick={(outcome) => set({ outcome })} />
        <Pick label="Ground" options={grounds} value={query.ground} onPick={(ground) => set({ ground })} />
        <Typed
          label="Ground words"
          given={query.groundText}
          clean={(typed) => typed}
          fits={(text) => text.length <= limits.reason}
          mend={`At most ${limits.reason} characters`}
          onAsk={(text) => set({ groundText: text })}
        />
        <Pick
          label="Agency"
          options={[
            { value: any, label: 'Any agency' },
            ...words.agencies.map((one) => ({ value: one.id, label: one.code, note: one.name })),
          ]}
          value={query.agency}
          onPick={(agency) => set({ agency })}
        />
        <Pick
          label="Operation"
          options={[
            { value: any, label: 'Any operation' },
            ...words.operations.map((one) => ({ value: one.id, label: one.codeName })),
          ]}
          value={query.operation}
          onPick={(operation) => set({ operation })}
        />
        <SavedQueries query={query} onAsk={onChange} />
      </div>
      <LogChips query={query} words={words} onChange={onChange} />
    </search>
  );
}

interface PickProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | undefined;
  readonly onPick: (value: string | undefined) => void;
}

const Pick = ({ label, options, value, onPick }: PickProps) => (
  <Select
    label={label}
    hideLabel
    options={options}
    value={value ?? any}
    onChange={(chosen) => onPick(chosen === any ? undefined : chosen)}
  />
);

/** The own agency's; others are asked about from a record. */
function People({ onPick }: { readonly onPick: (person: string, name: string) => void }) {
  const { data: people = [] } = useColleagues();
  return (
    <ComboBox
      label="Person of your agency"
      hideLabel
      placeholder="Own person"
      opensOn="input"
      options={people.map((one) => ({ value: one.id, label: one.name, note: one.handle }))}
      value={null}
      onChange={(id) => {
        const person = people.find((one) => one.id === id);
        if (person) onPick(person.id, person.name);
      }}
      className={styles.person ?? ''}
    />
  );
}
