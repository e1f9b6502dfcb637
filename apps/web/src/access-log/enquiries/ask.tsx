import type { AccessRecordDetail } from '@liaison/contracts';
import { limits } from '@liaison/domain';
import { useState } from 'react';
import { useEnquire, useEnquiries } from '../../data/audit.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import { EnquiryWords } from './enquiry-words.js';
import styles from './enquiries.module.css';

export interface AskProps {
  readonly record: AccessRecordDetail;
  /** Code of the agency whose person acted. */
  readonly agency: string;
}

/** What is not shown of another agency's person can be asked of that agency's auditors. */
export function Ask({ record, agency }: AskProps) {
  const [isOpen, setOpen] = useState(false);
  const { data: enquiries = [] } = useEnquiries();
  const asked = enquiries.filter((one) => one.record === record.id);
  return (
    <section aria-label="Not shown to you" className={styles.ask}>
      <p>
        How it was reached and the ground in words are shown to the auditors of {agency} alone. Ask them: they see the
        whole record.
      </p>
      {asked.map((one) => (
        <EnquiryWords key={one.id} enquiry={one} />
      ))}
      <div>
        <Button onPress={() => setOpen(true)}>Ask the auditors of {agency}…</Button>
      </div>
      {isOpen && <AskDialog record={record} agency={agency} onClose={() => setOpen(false)} />}
    </section>
  );
}

const form = 'ask-auditors';

function AskDialog({ record, agency, onClose }: AskProps & { readonly onClose: () => void }) {
  const enquire = useEnquire();
  const [question, setQuestion] = useState('');
  const submit = async (): Promise<void> => {
    if (question.trim() === '') return;
    if ((await enquire.run({ record: record.id, question: question.trim() })) === null) return;
    toast({ text: `The auditors of ${agency} are asked. You find the answer under Enquiries.` });
    onClose();
  };
  return (
    <Dialog
      title={`Ask the auditors of ${agency}`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={enquire.isBusy} isDisabled={question.trim() === ''}>
            Ask
          </Button>
        </>
      }
    >
      <Form id={form} label="Question" onSubmit={() => void submit()}>
        <Refused problem={enquire.problem} title="Nothing was asked" beside={['question']} />
        <TextArea
          label={`About ${record.act} of ${record.personName ?? 'this person'}`}
          value={question}
          onChange={setQuestion}
          autoFocus
          maxLength={limits.note}
          rows={4}
          hint="Question and answer are records. They read the agency that asks, not your name."
          problem={enquire.of('question')}
        />
      </Form>
    </Dialog>
  );
}
