import type { CompartmentView, Id } from '@liaison/contracts';
import { countries, datasetStatuses } from '@liaison/domain';
import { useRef } from 'react';
import { useOrigin } from '../../data/agency.js';
import { statusWords } from '../../data/dataset-words.js';
import { countryName } from '../../data/languages.js';
import { useKeys } from '../../frame/keys.js';
import { Button } from '../../ui/button.js';
import { CheckboxGroup } from '../../ui/choice.js';
import { ComboBox } from '../../ui/combo-box.js';
import { focusFirstRow } from '../../ui/data-grid.js';
import { TextField } from '../../ui/field.js';
import { Popover } from '../../ui/popover.js';
import { Select, type Option } from '../../ui/select.js';
import { FilterTabs } from '../../ui/tabs.js';
import { registerSearchOf, statusesOf, type RegisterSearch } from './register-search.js';
import styles from './register.module.css';

export interface RegisterFiltersProps {
  /** Origins of what the reader sees. */
  readonly origins: readonly Id[];
  readonly compartments: readonly CompartmentView[];
  readonly search: RegisterSearch;
  readonly onChange: (search: RegisterSearch) => void;
  readonly isLooking: boolean;
}

const everywhere: Option = { value: 'any', label: 'Everywhere I read' };
const anyOrigin: Option = { value: 'any', label: 'Any origin' };
const places: readonly Option[] = countries
  .map((code) => ({ value: code, label: countryName(code), note: code }))
  .sort((a, b) => a.label.localeCompare(b.label));

/** What of the register is shown. It stands in the address. */
export function RegisterFilters({ origins, compartments, search, onChange, isLooking }: RegisterFiltersProps) {
  const find = useRef<HTMLInputElement>(null);
  useKeys([{ keys: 'f', label: 'Find in the register', group: 'Datasets', run: () => find.current?.focus() }]);
  const set = (part: Partial<Record<keyof RegisterSearch, string | undefined>>): void => {
    const next: Readonly<Record<string, string | undefined>> = { ...search, ...part };
    onChange(registerSearchOf(next));
  };
  const isFiltered = Object.keys(search).length > 0;
  const originOf = useOrigin();
  const agencies = origins
    .map((id) => ({ value: id, label: originOf(id)?.code ?? '—', note: originOf(id)?.name ?? '' }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <search aria-label="Filter the register" className={styles.filters}>
      <TextField
        label="Reference, external reference or digest"
        hideLabel
        placeholder="Reference or digest  f"
        type="search"
        inputRef={find}
        onKeyDown={(key) => (key.key === 'Enter' || key.key === 'ArrowDown') && focusFirstRow()}
        value={search.q ?? ''}
        onChange={(q) => set({ q })}
        className={styles.find ?? ''}
      />
      <Select
        label="Compartment"
        hideLabel
        options={[everywhere, ...compartments.map((one) => ({ value: one.id, label: one.name }))]}
        value={search.within ?? 'any'}
        onChange={(value) => set({ within: value === 'any' ? undefined : value })}
        className={styles.choice ?? ''}
      />
      <Statuses status={search.status} onChange={(status) => set({ status })} />
      <Select
        label="Origin"
        hideLabel
        options={[anyOrigin, ...agencies]}
        value={search.origin ?? 'any'}
        onChange={(value) => set({ origin: value === 'any' ? undefined : value })}
        className={styles.choice ?? ''}
      />
      <FilterTabs
        label="Whose"
        options={[
          { value: 'all', label: 'All' },
          { value: 'mine', label: 'Mine' },
          { value: 'unowned', label: 'Nobody’s' },
        ]}
        value={search.whose ?? 'all'}
        onChange={(whose) => set({ whose: whose === 'all' ? undefined : whose })}
      />
      <ComboBox
        label="Checked, and it is not"
        hideLabel
        placeholder="Checked, not … country"
        opensOn="input"
        options={places}
        value={search.not ?? null}
        onChange={(not) => set({ not: not ?? undefined })}
        className={styles.choice ?? ''}
      />
      {isLooking && (
        <span role="status" className="meta">
          Looking up…
        </span>
      )}
      {isFiltered && (
        <Button look="quiet" onPress={() => onChange({})}>
          Show all
        </Button>
      )}
    </search>
  );
}

interface StatusesProps {
  readonly status: string | undefined;
  readonly onChange: (status: string) => void;
}

function Statuses({ status, onChange }: StatusesProps) {
  const chosen = statusesOf(status);
  const words = chosen.length === 0 ? 'Any status' : chosen.map((one) => statusWords[one]).join(', ');
  return (
    <Popover trigger={<Button>{words}</Button>} label="Status">
      <CheckboxGroup
        label="Status"
        options={datasetStatuses.map((value) => ({ value, label: statusWords[value] }))}
        value={chosen}
        onChange={(next) => onChange(next.join(','))}
      />
    </Popover>
  );
}
