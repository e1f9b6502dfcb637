import type { AnomalyView } from '@liaison/contracts';
import { limits, type AnomalyState } from '@liaison/domain';
import { useState } from 'react';
import { useAnswerAnomaly } from '../../data/audit.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';

const form = 'answer-anomaly';
const words: Readonly<Record<AnomalyState, { readonly title: string; readonly label: string; readonly act: string }>> =
  {
    explained: { title: 'Explain', label: 'What was it?', act: 'Explained' },
    escalated: { title: 'Escalate', label: 'To whom, and why?', act: 'Escalated' },
    open: { title: 'Open again', label: 'What is not explained?', act: 'Open again' },
  };

export interface AnswerDialogProps {
  readonly anomaly: AnomalyView;
  readonly state: AnomalyState;
  /** Kind, person and day. */
  readonly about: string;
  readonly onClose: () => void;
}

/** A state of an anomaly, with the reason: both stay. */
export function AnswerDialog({ anomaly, state, about, onClose }: AnswerDialogProps) {
  const answer = useAnswerAnomaly();
  const [why, setWhy] = useState('');
  const submit = async (): Promise<void> => {
    if (why.trim() === '') return;
    if ((await answer.run({ about: anomaly, state, why: why.trim() })) !== null) onClose();
  };
  return (
    <Dialog
      title={words[state].title}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={answer.isBusy} isDisabled={why.trim() === ''}>
            {words[state].act}
          </Button>
        </>
      }
    >
      <Form id={form} label={words[state].title} onSubmit={() => void submit()}>
        <Refused problem={answer.problem} title="The state was not changed" beside={['why']} />
        <p>{about}</p>
        <TextArea
          label={words[state].label}
          value={why}
          onChange={setWhy}
          autoFocus
          maxLength={limits.reason}
          hint="Recorded, with your name. Auditors of your agency and oversight read it."
          problem={answer.of('why')}
        />
      </Form>
    </Dialog>
  );
}
