import { classifications, operationTemplates, referencePrefix } from '@liaison/domain';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useOpenOperation } from '../../data/open-operation.js';
import { useMe } from '../../data/session.js';
import { templateWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { ComboBox } from '../../ui/combo-box.js';
import { TextArea, TextField } from '../../ui/field.js';
import { FieldRow, Form, FormButtons } from '../../ui/form.js';
import { classificationWords } from '../../ui/marking.js';
import { Refused } from '../../ui/refused.js';
import { Screen, Section } from '../../ui/screen.js';
import { Select } from '../../ui/select.js';
import { inputOf, newDraft, shownOf, type OperationDraft } from './operation-draft.js';

const templates = operationTemplates.map((value) => ({ value, label: templateWords[value] }));
const ceilings = classifications.map((value) => ({ value, label: classificationWords[value] }));
const beside = [
  'codeName',
  'purpose',
  'legalBasis',
  'grounds',
  'deputyLead',
  'startsOn',
  'endsOn',
  'retentionDays',
  'ceiling',
];

/** An organiser opens an operation that their agency hosts, and leads it. Agencies are invited on the next screen. */
export function OpenOperation() {
  const me = useMe();
  const navigate = useNavigate();
  const open = useOpenOperation();
  const [draft, setDraft] = useState<OperationDraft>(newDraft);
  const set = (part: Partial<OperationDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const submit = async (): Promise<void> => {
    const opened = await open.run(inputOf(draft));
    if (opened) await navigate({ to: '/o/$op/members', params: { op: opened.id } });
  };
  if (!me.duties.includes('organiser'))
    return (
      <Screen title="Open an operation">
        <p>
          Only an organiser of {me.agency.name} opens an operation that it hosts. A coordinator of your agency gives
          that duty.
        </p>
      </Screen>
    );
  return (
    <Screen title="Open an operation" about={<span>{me.agency.code} hosts it, and you lead it.</span>}>
      <Form label="The operation" onSubmit={() => void submit()}>
        <Refused problem={open.problem} title="The operation was not opened" beside={beside} />
        <Naming draft={draft} set={set} reason={open.of} />
        <Ground draft={draft} set={set} reason={open.of} />
        <Limits draft={draft} set={set} reason={open.of} />
        <FormButtons>
          <Button
            type="submit"
            look="main"
            isPending={open.isBusy}
            isDisabled={draft.codeName.trim() === '' || draft.deputyLead === null}
          >
            Open the operation
          </Button>
          <span className="meta">Next: invite agencies. Nobody outside {me.agency.code} sees it before.</span>
        </FormButtons>
      </Form>
    </Screen>
  );
}

interface PartProps {
  readonly draft: OperationDraft;
  readonly set: (part: Partial<OperationDraft>) => void;
  readonly reason: (path: string) => string | null;
}

function Naming({ draft, set, reason }: PartProps) {
  const me = useMe();
  const { data: colleagues } = useColleagues();
  const people = (colleagues ?? [])
    .filter((one) => one.active && one.id !== me.person.id)
    .map((one) => ({ value: one.id, label: one.name, note: one.handle }));
  const prefix = referencePrefix(draft.codeName);
  return (
    <Section title="What">
      <RadioGroup
        label="Template"
        options={templates}
        value={draft.template}
        onChange={(template) => set({ template })}
        inline
      />
      <FieldRow>
        <TextField
          label="Code name"
          value={draft.codeName}
          onChange={(codeName) => set({ codeName })}
          autoFocus
          autoComplete="off"
          placeholder="VIDTF-18"
          hint={
            prefix === ''
              ? 'Letters, digits, hyphens. It says nothing of the case.'
              : `References will read ${prefix}-7K3Q.`
          }
          problem={reason('codeName')}
        />
        <ComboBox
          label="Deputy lead"
          options={people}
          value={draft.deputyLead}
          onChange={(deputyLead) => set({ deputyLead })}
          placeholder="A colleague of your agency"
          empty="Nobody of your agency fits"
          hint="Leads when you cannot. Neither an auditor nor an administrator."
          problem={reason('deputyLead')}
        />
      </FieldRow>
    </Section>
  );
}

function Ground({ draft, set, reason }: PartProps) {
  const shown = shownOf(draft);
  return (
    <Section title="Why and by what right">
      <TextArea
        label="Purpose"
        rows={2}
        value={shown.purpose}
        onChange={(purpose) => set({ purpose })}
        hint="Agencies read it in the invitation. No personal data, nothing operational."
        problem={reason('purpose')}
      />
      <TextArea
        label="Legal basis"
        rows={2}
        value={shown.legalBasis}
        onChange={(legalBasis) => set({ legalBasis })}
        problem={reason('legalBasis')}
      />
      <TextArea
        label="Grounds for consultation"
        rows={5}
        value={shown.grounds}
        onChange={(grounds) => set({ grounds })}
        hint="One a line. Whoever opens something outside their tasks picks one."
        problem={reason('grounds')}
      />
    </Section>
  );
}

function Limits({ draft, set, reason }: PartProps) {
  const shown = shownOf(draft);
  return (
    <Section title="Limits">
      <FieldRow>
        <TextField
          label="First day"
          type="date"
          value={draft.startsOn}
          onChange={(startsOn) => set({ startsOn })}
          problem={reason('startsOn')}
        />
        <TextField
          label="Last day"
          type="date"
          value={shown.endsOn}
          onChange={(endsOn) => set({ endsOn })}
          problem={reason('endsOn')}
        />
        <TextField
          label="Retention after closing, in days"
          inputMode="numeric"
          value={shown.retentionDays}
          onChange={(retentionDays) => set({ retentionDays })}
          hint="30 to 3,650. Recorded with the operation; nothing is erased by itself yet."
          problem={reason('retentionDays')}
        />
      </FieldRow>
      <Select
        label="Ceiling"
        options={ceilings}
        value={draft.ceiling}
        onChange={(ceiling) => set({ ceiling })}
        hint="Nothing above it can be written here. This system is not accredited for anything higher than R-UE/EU-R."
        problem={reason('ceiling')}
      />
    </Section>
  );
}
