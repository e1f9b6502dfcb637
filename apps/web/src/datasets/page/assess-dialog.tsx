import type { AssessmentView, DatasetView, OperationView, ShareHeader } from '@liaison/contracts';
import { confidences, countries, likelihoods, type Confidence, type Likelihood } from '@liaison/domain';
import { useState } from 'react';
import { useCommand } from '../../data/command.js';
import { confidenceWords, likelihoodWords } from '../../data/dataset-words.js';
import { countryName } from '../../data/languages.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { FieldRow, Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Select } from '../../ui/select.js';

const form = 'assess';
const kinds = [
  { value: 'likely_country', label: 'It is likely of' },
  { value: 'not_country', label: 'Checked, and it is not of' },
] as const;
const countryOptions = countries
  .map((code) => ({ value: code, label: countryName(code), note: code }))
  .sort((a, b) => a.label.localeCompare(b.label));
const likelihoodOptions = likelihoods.map((value) => ({
  value,
  label: likelihoodWords[value].words,
  note: likelihoodWords[value].range,
}));
const confidenceOptions = confidences.map((value) => ({ value, label: confidenceWords[value] }));

export interface AssessDialogProps {
  readonly operation: OperationView;
  readonly view: DatasetView;
  /** Where the person may judge. */
  readonly places: readonly ShareHeader[];
  readonly supersedes: AssessmentView | null;
  readonly onClose: () => void;
}

interface Judgement {
  readonly share: string;
  readonly kind: AssessmentView['kind'];
  readonly country: string | null;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly note: string;
}

const begin = (supersedes: AssessmentView | null, places: readonly ShareHeader[]): Judgement => ({
  share: supersedes?.share ?? places[0]?.id ?? '',
  kind: supersedes?.kind ?? 'likely_country',
  country: supersedes?.country ?? null,
  likelihood: supersedes?.likelihood ?? 'likely',
  confidence: supersedes?.confidence ?? 'moderate',
  note: supersedes?.note ?? '',
});

/** One person's judgement, with how likely and how sure. */
export function AssessDialog({ operation, view, places, supersedes, onClose }: AssessDialogProps) {
  const record = useCommand('assessment.record');
  const [judgement, setJudgement] = useState(() => begin(supersedes, places));
  const place = places.find((one) => one.id === judgement.share);
  const nameOf = (one: ShareHeader): string =>
    operation.compartments.find(({ id }) => id === one.compartment)?.name ?? '—';
  const submit = async (): Promise<void> => {
    const { note, country, ...rest } = judgement;
    if (!place || country === null) return;
    const words = note.trim() === '' ? {} : { note: note.trim() };
    const input = { ...rest, country, ...words, ...(supersedes && { supersedes: supersedes.id }) };
    if (await record.run({ compartment: place.compartment, input })) onClose();
  };
  return (
    <Dialog
      title={supersedes ? `Supersede your judgement of ${view.ref}` : `Record a judgement of ${view.ref}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            type="submit"
            form={form}
            isPending={record.isBusy}
            isDisabled={!place || judgement.country === null}
          >
            Record
          </Button>
        </>
      }
    >
      <Form id={form} label="The judgement" onSubmit={() => void submit()}>
        <Refused problem={record.problem} title="Nothing was recorded" beside={['country', 'note']} />
        {places.length > 1 && !supersedes && (
          <Select
            label="For"
            options={places.map((one) => ({ value: one.id, label: nameOf(one) }))}
            value={judgement.share}
            onChange={(share) => setJudgement({ ...judgement, share })}
            hint="Everybody there reads it."
          />
        )}
        <JudgementFields judgement={judgement} onChange={setJudgement} reason={record.of} />
        {place && (
          <p className="meta">
            Recorded with your name in {nameOf(place)}. It can be superseded by you, never overwritten.
          </p>
        )}
      </Form>
    </Dialog>
  );
}

interface JudgementFieldsProps {
  readonly judgement: Judgement;
  readonly onChange: (judgement: Judgement) => void;
  readonly reason: (path: string) => string | null;
}

function JudgementFields({ judgement, onChange, reason }: JudgementFieldsProps) {
  const set = (part: Partial<Judgement>): void => onChange({ ...judgement, ...part });
  return (
    <>
      <RadioGroup label="Judgement" inline options={kinds} value={judgement.kind} onChange={(kind) => set({ kind })} />
      <ComboBox
        label="Country"
        options={countryOptions}
        value={judgement.country}
        onChange={(country) => set({ country })}
        problem={reason('country')}
      />
      <FieldRow>
        <Select
          label="How likely"
          options={likelihoodOptions}
          value={judgement.likelihood}
          onChange={(likelihood) => set({ likelihood })}
        />
        <RadioGroup
          label="How sure"
          inline
          options={confidenceOptions}
          value={judgement.confidence}
          onChange={(confidence) => set({ confidence })}
        />
      </FieldRow>
      <TextArea
        label="On what it rests"
        rows={3}
        value={judgement.note}
        onChange={(note) => set({ note })}
        hint="Without describing the material."
        problem={reason('note')}
      />
    </>
  );
}
