import { ChevronDown } from 'lucide-react';
import {
  Button as AriaButton,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  type Key,
} from 'react-aria-components';
import { cx } from './cx.js';
import { FieldFoot, FieldLabel, type FieldTexts } from './field.js';
import field from './field.module.css';
import styles from './select.module.css';

export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  /** A second, quiet line. */
  readonly note?: string;
  readonly disabled?: boolean;
}

export interface SelectProps<V extends string> extends FieldTexts {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly name?: string;
  readonly className?: string;
}

/** One of a closed list. */
export function Select<V extends string>(props: SelectProps<V>) {
  const {
    label,
    hideLabel,
    hint,
    problem,
    options,
    value,
    onChange,
    placeholder = 'Choose',
    className,
    ...rest
  } = props;
  const choose = (key: Key | null): void => {
    const found = options.find((option) => option.value === key);
    if (found) onChange(found.value);
  };
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={choose}
      placeholder={placeholder}
      isInvalid={Boolean(problem)}
      disabledKeys={options.filter((option) => option.disabled).map((option) => option.value)}
      className={cx(field.field, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <AriaButton className={cx(field.input, styles.trigger)}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDown aria-hidden="true" size={14} />
      </AriaButton>
      <FieldFoot hint={hint} problem={problem} />
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''}>{options.map(renderOption)}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** An option as an item of a list box; a function and no component, since the list reads the item's id. */
export const renderOption = <V extends string>(option: Option<V>) => (
  <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={styles.option ?? ''}>
    <span>{option.label}</span>
    {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
  </ListBoxItem>
);
