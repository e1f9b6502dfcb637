import type { ReactNode, Ref } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { cx } from './cx.js';
import styles from './field.module.css';

export interface FieldTexts {
  readonly label: string;
  /** What belongs here, said before it is wrong. */
  readonly hint?: ReactNode;
  /** Why it was refused and how to mend it. */
  readonly problem?: string | null;
  /** The label stays for screen readers and is not drawn. */
  readonly hideLabel?: boolean;
}

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'>, FieldTexts {
  readonly className?: string;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** Label, input, hint, problem. The problem is announced and named by the input. */
export function TextField({
  label,
  hint,
  problem,
  hideLabel,
  className,
  placeholder,
  mono,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(problem)} className={cx(styles.field, className)}>
      <FieldLabel label={label} hideLabel={hideLabel} />
      <Input ref={inputRef} className={cx(styles.input, mono && styles.mono)} placeholder={placeholder} />
      <FieldFoot hint={hint} problem={problem} />
    </AriaTextField>
  );
}

export interface TextAreaProps
  extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'type'>, FieldTexts {
  readonly className?: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly areaRef?: Ref<HTMLTextAreaElement>;
}

/** A field of several lines. */
export function TextArea({
  label,
  hint,
  problem,
  hideLabel,
  className,
  placeholder,
  rows = 3,
  areaRef,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(problem)} className={cx(styles.field, className)}>
      <FieldLabel label={label} hideLabel={hideLabel} />
      <AriaTextArea ref={areaRef} className={cx(styles.input, styles.area)} rows={rows} placeholder={placeholder} />
      <FieldFoot hint={hint} problem={problem} />
    </AriaTextField>
  );
}

/** The label of an input of any kind of the kit. */
export const FieldLabel = ({ label, hideLabel }: Pick<FieldTexts, 'label' | 'hideLabel'>) => (
  <Label className={hideLabel ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
);

/** The lines under an input of any kind of the kit. */
export function FieldFoot({ hint, problem }: Pick<FieldTexts, 'hint' | 'problem'>) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.problem ?? ''}>{problem}</FieldError>
    </>
  );
}
