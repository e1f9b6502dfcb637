import { ChevronDown } from 'lucide-react';
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  Group,
  Input,
  ListBox,
  Popover,
  type Key,
} from 'react-aria-components';
import { cx } from './cx.js';
import { FieldFoot, FieldLabel, type FieldTexts } from './field.js';
import field from './field.module.css';
import { renderOption, type Option } from './select.js';
import styles from './select.module.css';

export interface ComboBoxProps<V extends string> extends FieldTexts {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
  /** Given when the options come from the server: what has been typed. The options are then not filtered here. */
  readonly onSearch?: (typed: string) => void;
  readonly typed?: string;
  readonly placeholder?: string;
  /** `input` where it stands among others, so that passing by opens nothing. */
  readonly opensOn?: 'focus' | 'input';
  readonly empty?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly className?: string;
}

/** One of a long list, found by typing. */
export function ComboBox<V extends string>(props: ComboBoxProps<V>) {
  const {
    label,
    hideLabel,
    hint,
    problem,
    options,
    value,
    onChange,
    onSearch,
    typed,
    placeholder,
    empty,
    className,
    opensOn = 'focus',
    ...rest
  } = props;
  const choose = (key: Key | null): void => onChange(options.find((option) => option.value === key)?.value ?? null);
  return (
    <AriaComboBox
      {...rest}
      value={value}
      onChange={choose}
      {...(onSearch && { onInputChange: onSearch, inputValue: typed ?? '', items: options })}
      {...(!onSearch && { defaultItems: options })}
      allowsEmptyCollection
      menuTrigger={opensOn}
      isInvalid={Boolean(problem)}
      className={cx(field.field, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <Group className={styles.box ?? ''}>
        <Input className={cx(field.input, styles.trigger)} placeholder={placeholder} />
        <AriaButton className={styles.open ?? ''} aria-label="Options of">
          <ChevronDown aria-hidden="true" size={14} />
        </AriaButton>
      </Group>
      <FieldFoot hint={hint} problem={problem} />
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox<Option<V>>
          className={styles.list ?? ''}
          renderEmptyState={() => <div className={styles.none}>{empty ?? 'Nothing fits'}</div>}
        >
          {renderOption}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
