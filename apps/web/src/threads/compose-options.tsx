import { useState } from 'react';
import { Button } from '../ui/button.js';
import { Checkbox } from '../ui/choice.js';
import { TextField } from '../ui/field.js';
import { now } from '../ui/now.js';
import { Popover } from '../ui/popover.js';
import { Select } from '../ui/select.js';
import styles from './composer.module.css';

export interface ComposeOptions {
  readonly contentNote: string;
  readonly acknowledgeIn: string | null;
  readonly language: string;
}

/** Languages of the EU, with Arabic, Japanese and Ukrainian: what search can stem by. */
export const languages = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv ar ja uk'.split(' ');
const languageNames = new Intl.DisplayNames(undefined, { type: 'language' });

const hours: readonly (readonly [string, string])[] = [
  ['1', 'in an hour'],
  ['2', 'in two hours'],
  ['4', 'in four hours'],
  ['24', 'in a day'],
  ['72', 'in three days'],
];

/** The instant by which everybody who reads is to acknowledge. */
export const dueAfter = (count: string, present: number = now()): string =>
  new Date(present + Number(count) * 3_600_000).toISOString();

/** The pick that ends at an instant or soon after it: what somebody had picked a moment before. */
export const pickedFor = (due: string, present: number = now()): string | null =>
  (hours.find(([count]) => dueAfter(count, present) >= due) ?? hours.at(-1))?.[0] ?? null;

/** What few messages need: a content note, a required acknowledgement, another language. */
export function OptionsButton({
  options,
  onChange,
  mayRequire,
}: {
  readonly options: ComposeOptions;
  readonly onChange: (options: ComposeOptions) => void;
  readonly mayRequire: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const set = (part: Partial<ComposeOptions>): void => onChange({ ...options, ...part });
  const inUse = [
    options.contentNote.trim() !== '' ? 'folded' : '',
    options.acknowledgeIn !== null ? 'acknowledge' : '',
  ].filter(Boolean);
  return (
    <Popover
      label="More about this message"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<Button look="quiet">{inUse.length > 0 ? `More: ${inUse.join(', ')}` : 'More'}</Button>}
    >
      <div className={styles.options}>
        <TextField
          label="Content note"
          value={options.contentNote}
          onChange={(contentNote) => set({ contentNote })}
          maxLength={200}
          hint="Folds the text; readers see this line first and open it when they choose."
        />
        {mayRequire && (
          <>
            <Checkbox
              isSelected={options.acknowledgeIn !== null}
              onChange={(on) => set({ acknowledgeIn: on ? '2' : null })}
              note="Everybody who reads it now is asked."
            >
              Require acknowledgement
            </Checkbox>
            {options.acknowledgeIn !== null && (
              <Select
                label="Due"
                value={options.acknowledgeIn}
                onChange={(acknowledgeIn) => set({ acknowledgeIn })}
                options={hours.map(([value, label]) => ({ value, label }))}
              />
            )}
          </>
        )}
        <Select
          label="Language of the text"
          value={options.language}
          onChange={(language) => set({ language })}
          options={languages.map((code) => ({ value: code, label: languageNames.of(code) ?? code }))}
        />
        <Button onPress={() => setOpen(false)}>Done</Button>
      </div>
    </Popover>
  );
}
