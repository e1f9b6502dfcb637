import type { LogEnquiry } from '@liaison/contracts';
import { limits } from '@liaison/domain';
import { useState } from 'react';
import { useAnswerEnquiry, useEnquiries } from '../../data/audit.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { TextArea } from '../../ui/field.js';
import { Form, FormButtons } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from '../access-log.module.css';
import type { LogPlace } from '../address.js';
import type { LogViewProps } from '../view-props.js';
import { EnquiryWords } from './enquiry-words.js';
import own from './enquiries.module.css';

/** Questions to and from the auditors of other agencies. */
export function Enquiries({ place }: LogViewProps) {
  const { data, error, refetch } = useEnquiries();
  const toAnswer = (data ?? []).filter((one) => one.mine === 'asked');
  const asked = (data ?? []).filter((one) => one.mine === 'asking');
  return (
    <div className={styles.left}>
      <div className={styles.page}>
        <p className={styles.lead}>
          Of another agency’s people you see who, when and what. How and why they reached your information you ask that
          agency’s auditors: from the record, under “Not shown to you”.
        </p>
        {error && (
          <ErrorNote title="Enquiries could not be read" problem={problemOf(error)} onRetry={() => void refetch()} />
        )}
        {!data && !error && <Skeleton lines={5} label="Reading enquiries" />}
        {data?.length === 0 && <EmptyState title="Nothing was asked">Neither by your agency nor of it.</EmptyState>}
        {toAnswer.length > 0 && (
          <Section title="Asked of your agency">
            <List enquiries={toAnswer} place={place} />
          </Section>
        )}
        {asked.length > 0 && (
          <Section title="Asked by your agency">
            <List enquiries={asked} place={place} />
          </Section>
        )}
      </div>
    </div>
  );
}

const List = ({ enquiries, place }: { readonly enquiries: readonly LogEnquiry[]; readonly place: LogPlace }) => (
  <ul className={own.list}>
    {enquiries.map((one) => (
      <li key={one.id} className={own.enquiry}>
        <EnquiryWords enquiry={one} />
        {one.mine === 'asked' && one.answer === null && <Answer enquiry={one} />}
        <div>
          <Button look="quiet" onPress={() => place.open(one.record)}>
            Show the record
          </Button>
        </div>
      </li>
    ))}
  </ul>
);

function Answer({ enquiry }: { readonly enquiry: LogEnquiry }) {
  const answerIt = useAnswerEnquiry();
  const [answer, setAnswer] = useState('');
  const submit = (): void => {
    if (answer.trim() !== '') void answerIt.run({ id: enquiry.id, answer: answer.trim() });
  };
  return (
    <Form label={`Answer ${enquiry.asking.code}`} onSubmit={submit}>
      <Refused problem={answerIt.problem} title="The answer was not sent" beside={['answer']} />
      <TextArea
        label={`Answer to ${enquiry.asking.code}`}
        value={answer}
        onChange={setAnswer}
        maxLength={limits.note}
        hint="Their auditors read it, under your agency’s name. It cannot be changed afterwards."
        problem={answerIt.of('answer')}
      />
      <FormButtons>
        <Button type="submit" look="main" isPending={answerIt.isBusy} isDisabled={answer.trim() === ''}>
          Answer
        </Button>
      </FormButtons>
    </Form>
  );
}
