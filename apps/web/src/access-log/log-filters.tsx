import type { AgencyPerson, AgencyRef, OperationSummary } from '@liaison/contracts';
import { recordClasses } from '@liaison/domain';
import { useState } from 'react';
import { classesOf, type LogQuery, type LogSpan } from '../data/log.js';
import { Button } from '../ui/button.js';
import { CheckboxGroup } from '../ui/choice.js';
import { Chip } from '../ui/chip.js';
import { ComboBox } from '../ui/combo-box.js';
import { TextField } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Popover } from '../ui/popover.js';
import { Select, type Option } from '../ui/select.js';
import styles from './access-log.module.css';
import { classWords } from './record-words.js';

export interface LogFiltersProps {
  readonly query: LogQuery;
  readonly agencies: readonly AgencyRef[];
  readonly operations: readonly OperationSummary[];
  /** The own agency's; others are asked about from a record. */
  readonly people: readonly AgencyPerson[];
  readonly onChange: (query: LogQuery) => void;
}

const spans: readonly Option<LogSpan>[] = [
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last day' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'all', label: 'Always' },
];
const outcomes: readonly Option[] = [
  { value: 'any', label: 'Any outcome' },
  { value: 'success', label: 'Allowed' },
  { value: 'failure', label: 'Denied or failed' },
];
const any = { value: 'any', label: '' };

/** The question, each part of it a control and, once given, a chip. */
export function LogFilters({ query, agencies, operations, people, onChange }: LogFiltersProps) {
  const set = (part: Partial<LogQuery>): void => onChange({ ...query, ...part });
  const pick = (name: 'agency' | 'operation' | 'outcome') => (value: string) =>
    set({ [name]: value === 'any' ? undefined : value });
  return (
    <search aria-label="Filter the log" className={styles.filters}>
      <div className={styles.controls}>
        <Select
          label="When"
          hideLabel
          options={
            query.from !== undefined || query.to !== undefined
              ? [...spans.map((one) => ({ ...one })), customSpan]
              : spans
          }
          value={query.from !== undefined || query.to !== undefined ? 'custom' : (query.within ?? 'week')}
          onChange={(value) => value !== 'custom' && onChange({ ...without(query, 'from', 'to'), within: value })}
        />
        <Range query={query} onChange={set} />
        <Reference key={query.reference ?? ''} query={query} onChange={set} />
        <ComboBox
          label="Person of your agency"
          hideLabel
          placeholder="Person of your agency"
          opensOn="input"
          options={people.map((one) => ({ value: one.id, label: one.name, note: one.handle }))}
          value={null}
          onChange={(id) => {
            const person = people.find((one) => one.id === id);
            if (person) set({ person: person.id, personName: person.name });
          }}
          className={styles.person ?? ''}
        />
        <Classes query={query} onChange={set} />
        <Select
          label="Agency"
          hideLabel
          options={[
            { ...any, label: 'Any agency' },
            ...agencies.map((one) => ({ value: one.id, label: one.code, note: one.name })),
          ]}
          value={query.agency ?? 'any'}
          onChange={pick('agency')}
        />
        <Select
          label="Operation"
          hideLabel
          options={[
            { ...any, label: 'Any operation' },
            ...operations.map((one) => ({ value: one.id, label: one.codeName })),
          ]}
          value={query.operation ?? 'any'}
          onChange={pick('operation')}
        />
        <Select
          label="Outcome"
          hideLabel
          options={outcomes}
          value={query.outcome ?? 'any'}
          onChange={pick('outcome')}
        />
      </div>
      <Chips query={query} agencies={agencies} operations={operations} people={people} onChange={onChange} />
    </search>
  );
}

const customSpan = { value: 'custom', label: 'These times' } as const;

/** Asked for with Enter: each question is a look-up that is recorded. */
function Reference({ query, onChange }: RangeProps) {
  const [typed, setTyped] = useState(query.reference ?? '');
  const reference = typed.trim().toUpperCase();
  const isWhole = reference === '' || /^[A-Z0-9]{2,12}-[0-9A-Z]{4}$/.test(reference);
  return (
    <Form
      label="Ask by reference"
      onSubmit={() => isWhole && onChange({ reference: reference === '' ? undefined : reference })}
    >
      <TextField
        label="Reference"
        hideLabel
        mono
        placeholder="Reference, then Enter"
        value={typed}
        onChange={setTyped}
        className={styles.person ?? ''}
        problem={isWhole || typed.length < 9 ? null : 'Such as VIDTF17-7K3Q'}
      />
    </Form>
  );
}

interface RangeProps {
  readonly query: LogQuery;
  readonly onChange: (part: Partial<LogQuery>) => void;
}

function Classes({
  query,
  onChange,
}: {
  readonly query: LogQuery;
  readonly onChange: (part: Partial<LogQuery>) => void;
}) {
  const chosen = classesOf(query.class);
  return (
    <Popover
      trigger={
        <Button>{chosen.length === 0 ? 'Any class' : `${chosen.length} of ${recordClasses.length} classes`}</Button>
      }
      label="Classes of acts"
    >
      <CheckboxGroup
        label="Classes of acts"
        options={recordClasses.map((one) => ({ value: one, label: classWords[one] }))}
        value={chosen}
        onChange={(classes) => onChange({ class: classes.length === 0 ? undefined : classes.join(',') })}
      />
    </Popover>
  );
}

/** Exact times, typed as UTC: what stands in the table. */
function Range({
  query,
  onChange,
}: {
  readonly query: LogQuery;
  readonly onChange: (part: Partial<LogQuery>) => void;
}) {
  const write = (name: 'from' | 'to') => (value: string) =>
    onChange({ [name]: value === '' ? undefined : `${value}:00Z`, within: undefined });
  return (
    <Popover trigger={<Button>Between…</Button>} label="Between two times">
      <div className={styles.range}>
        <TextField
          label="From (UTC)"
          type="datetime-local"
          value={(query.from ?? '').slice(0, 16)}
          onChange={write('from')}
        />
        <TextField
          label="Before (UTC)"
          type="datetime-local"
          value={(query.to ?? '').slice(0, 16)}
          onChange={write('to')}
        />
      </div>
    </Popover>
  );
}

function Chips({ query, agencies, operations, onChange }: LogFiltersProps) {
  const chips: readonly (readonly [string, string, readonly (keyof LogQuery)[]])[] = [
    ['from', utcWords(query.from), ['from']],
    ['before', utcWords(query.to), ['to']],
    [
      'class',
      classesOf(query.class)
        .map((one) => classWords[one])
        .join(', '),
      ['class'],
    ],
    ['person', query.person === undefined ? '' : (query.personName ?? 'one person'), ['person', 'personName']],
    ['agency', agencies.find((one) => one.id === query.agency)?.code ?? '', ['agency']],
    ['operation', operations.find((one) => one.id === query.operation)?.codeName ?? '', ['operation']],
    ['reference', query.reference ?? '', ['reference']],
    ['object', query.object === undefined ? '' : (query.objectName ?? 'one object'), ['object', 'objectName']],
    [
      'outcome',
      query.outcome === undefined ? '' : query.outcome === 'success' ? 'allowed' : 'denied or failed',
      ['outcome'],
    ],
  ];
  const shown = chips.filter(([, words]) => words !== '');
  if (shown.length === 0) return null;
  return (
    <div className={styles.chips}>
      {shown.map(([name, words, keys]) => (
        <Chip key={name} name={name} onRemove={() => onChange(without(query, ...keys))}>
          {words}
        </Chip>
      ))}
      <Button look="quiet" onPress={() => onChange(query.within ? { within: query.within } : {})}>
        Clear
      </Button>
    </div>
  );
}

const utcWords = (at: string | undefined): string =>
  at === undefined ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;

function without(query: LogQuery, ...keys: readonly (keyof LogQuery)[]): LogQuery {
  return Object.fromEntries(Object.entries(query).filter(([key]) => !keys.includes(key as keyof LogQuery)));
}
