import { ages, datasetFlags, icseActions, knownStates, priorities } from '@liaison/domain';
import { Plus, X } from 'lucide-react';
import { ageWords, flagWords, icseWords, knownWords, priorityWords } from '../../data/dataset-words.js';
import { Button } from '../../ui/button.js';
import { Checkbox, CheckboxGroup } from '../../ui/choice.js';
import { TextArea, TextField } from '../../ui/field.js';
import { FieldRow } from '../../ui/form.js';
import { IconButton } from '../../ui/icon-button.js';
import { Select } from '../../ui/select.js';
import { countProblem, digestProblem, type AliasDraft, type ContentDraft } from './content-draft.js';
import styles from './content.module.css';

export interface ContentFieldsProps {
  readonly draft: ContentDraft;
  readonly onChange: (draft: ContentDraft) => void;
  readonly reason: (path: string) => string | null;
  /** Said under a field, for example what somebody else wrote there meanwhile. */
  readonly hintOf?: (name: keyof ContentDraft) => string | undefined;
}

const options = <V extends string>(values: readonly V[], words: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value, label: words[value] }));

/** Everything that can be said of a dataset by hand. */
export function ContentFields({ draft, onChange, reason, hintOf }: ContentFieldsProps) {
  const set = (part: Partial<ContentDraft>): void => onChange({ ...draft, ...part });
  const field = (name: 'series' | 'receivedOn' | 'images' | 'videos' | 'items' | 'note') => ({
    value: draft[name],
    onChange: (value: string) => set({ [name]: value }),
    hint: hintOf?.(name),
    problem: reason(name) ?? (['images', 'videos', 'items'].includes(name) ? countProblem(draft[name]) : null),
  });
  return (
    <>
      <FieldRow>
        <TextField label="Series" {...field('series')} />
        <TextField label="Received on" type="date" {...field('receivedOn')} />
      </FieldRow>
      <FieldRow>
        <TextField label="Images" inputMode="numeric" {...field('images')} />
        <TextField label="Videos" inputMode="numeric" {...field('videos')} />
        <TextField label="Items in all" inputMode="numeric" {...field('items')} />
      </FieldRow>
      <FieldRow>
        <Select
          label="Known"
          options={options(knownStates, knownWords)}
          value={draft.known}
          onChange={(known) => set({ known })}
          hint={hintOf?.('known')}
        />
        <Select
          label="Age"
          options={options(ages, ageWords)}
          value={draft.age}
          onChange={(age) => set({ age })}
          hint={hintOf?.('age')}
        />
        <Select
          label="Priority"
          options={options(priorities, priorityWords)}
          value={draft.priority}
          onChange={(priority) => set({ priority })}
          hint={hintOf?.('priority')}
        />
        <Select
          label="For ICSE"
          options={options(icseActions, icseWords)}
          value={draft.icseAction}
          onChange={(icseAction) => set({ icseAction })}
          hint={hintOf?.('icseAction')}
        />
      </FieldRow>
      <CheckboxGroup
        label="Flags"
        inline
        options={options(datasetFlags, flagWords)}
        value={draft.flags}
        onChange={(flags) => set({ flags })}
        hint={hintOf?.('flags')}
      />
      <TextArea
        label="Note"
        rows={3}
        {...field('note')}
        hint={hintOf?.('note') ?? 'Everybody who sees the dataset reads it.'}
      />
      <Aliases aliases={draft.aliases} onChange={(aliases) => set({ aliases })} reason={reason} />
      <TextArea
        label="Digests to add, one a line"
        rows={2}
        value={draft.digests}
        onChange={(digests) => set({ digests })}
        hint="MD5, SHA-1 or SHA-256 in hexadecimal; at most 200. A manifest is imported."
        problem={reason('digests') ?? digestProblem(draft.digests)}
      />
    </>
  );
}

interface AliasesProps {
  readonly aliases: readonly AliasDraft[];
  readonly onChange: (aliases: readonly AliasDraft[]) => void;
  readonly reason: (path: string) => string | null;
}

/** References that the material has elsewhere. National file numbers are the own agency's to see unless it says otherwise. */
function Aliases({ aliases, onChange, reason }: AliasesProps) {
  const set = (at: number, part: Partial<AliasDraft>): void =>
    onChange(aliases.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={styles.aliases}>
      <legend className={styles.legend}>External references</legend>
      {aliases.map((alias, at) => (
        // Entries have no name of their own; they never change places.
        <div key={at} className={styles.alias}>
          <TextField
            label="Kind"
            mono
            value={alias.scheme}
            onChange={(scheme) => set(at, { scheme })}
            placeholder="case-number"
            problem={reason(`aliases[${at}].scheme`)}
          />
          <TextField
            label="Reference"
            value={alias.value}
            onChange={(value) => set(at, { value })}
            problem={reason(`aliases[${at}].value`)}
          />
          <IconButton
            label={`Take away reference ${at + 1}`}
            onPress={() => onChange(aliases.filter((_, index) => index !== at))}
          >
            <X aria-hidden="true" />
          </IconButton>
          <Checkbox className={styles.open ?? ''} isSelected={alias.open} onChange={(open) => set(at, { open })}>
            For everybody who sees it
          </Checkbox>
        </div>
      ))}
      <div>
        <Button
          onPress={() =>
            onChange([...aliases, { scheme: aliases.at(-1)?.scheme ?? 'case-number', value: '', open: false }])
          }
        >
          <Plus aria-hidden="true" size={14} />
          Add a reference
        </Button>
      </div>
    </fieldset>
  );
}
