import type { ReactNode } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup as AriaCheckboxGroup,
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
  Text,
  type CheckboxFieldProps,
} from 'react-aria-components';
import { Check, Minus } from 'lucide-react';
import styles from './choice.module.css';
import { cx } from './cx.js';
import { FieldFoot, FieldLabel, type FieldTexts } from './field.js';
import field from './field.module.css';
import type { Option } from './select.js';

export interface CheckboxProps extends Omit<CheckboxFieldProps, 'className' | 'style' | 'children'> {
  readonly children?: ReactNode;
  readonly note?: ReactNode;
  readonly className?: string;
}

/** Yes or no. Without words beside it, give it an aria-label. The note describes it and is not its name. */
export function Checkbox({ children, note, className, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} className={cx(styles.field, className)}>
      <CheckboxButton className={styles.choice ?? ''}>
        {({ isSelected, isIndeterminate }) => (
          <>
            <span aria-hidden="true" className={cx(styles.mark, styles.square)}>
              {isIndeterminate ? (
                <Minus size={12} strokeWidth={3} />
              ) : (
                isSelected && <Check size={12} strokeWidth={3} />
              )}
            </span>
            {children}
          </>
        )}
      </CheckboxButton>
      {note !== undefined && (
        <Text slot="description" className={styles.note ?? ''}>
          {note}
        </Text>
      )}
    </CheckboxField>
  );
}

export interface CheckboxGroupProps<V extends string> extends FieldTexts {
  readonly options: readonly Option<V>[];
  readonly value: readonly V[];
  readonly onChange: (value: readonly V[]) => void;
  readonly isDisabled?: boolean;
  readonly inline?: boolean;
}

/** Any of a few. */
export function CheckboxGroup<V extends string>({
  label,
  hideLabel,
  hint,
  problem,
  options,
  value,
  onChange,
  inline,
  ...rest
}: CheckboxGroupProps<V>) {
  const pick = (chosen: string[]): void =>
    onChange(options.map((option) => option.value).filter((one) => chosen.includes(one)));
  return (
    <AriaCheckboxGroup
      {...rest}
      value={[...value]}
      onChange={pick}
      isInvalid={Boolean(problem)}
      className={field.field ?? ''}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={cx(styles.options, inline && styles.inline)}>
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} isDisabled={option.disabled} note={option.note}>
            {option.label}
          </Checkbox>
        ))}
      </div>
      <FieldFoot hint={hint} problem={problem} />
    </AriaCheckboxGroup>
  );
}

export interface RadioGroupProps<V extends string> extends FieldTexts {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly inline?: boolean;
}

/** One of a few, all in sight. */
export function RadioGroup<V extends string>({
  label,
  hideLabel,
  hint,
  problem,
  options,
  value,
  onChange,
  inline,
  ...rest
}: RadioGroupProps<V>) {
  const pick = (chosen: string): void => {
    const found = options.find((option) => option.value === chosen);
    if (found) onChange(found.value);
  };
  // With a value that is no option's, every radio would be out of the tab order.
  const chosen = options.some((option) => option.value === value) ? value : null;
  return (
    <AriaRadioGroup {...rest} value={chosen} onChange={pick} isInvalid={Boolean(problem)} className={field.field ?? ''}>
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={cx(styles.options, inline && styles.inline)}>
        {options.map((option) => (
          <RadioField
            key={option.value}
            value={option.value}
            isDisabled={option.disabled ?? false}
            className={styles.field ?? ''}
          >
            <RadioButton className={styles.choice ?? ''}>
              <span aria-hidden="true" className={cx(styles.mark, styles.round)} />
              {option.label}
            </RadioButton>
            {option.note !== undefined && (
              <Text slot="description" className={styles.note ?? ''}>
                {option.note}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldFoot hint={hint} problem={problem} />
    </AriaRadioGroup>
  );
}
