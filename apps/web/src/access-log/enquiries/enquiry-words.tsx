import type { LogEnquiry } from '@liaison/contracts';
import { Pill } from '../../ui/pill.js';
import { minuteInUtc } from '../record-words.js';
import styles from './enquiries.module.css';

/** A question and its answer, as this side may see them. */
export function EnquiryWords({ enquiry }: { readonly enquiry: LogEnquiry }) {
  const { recordAct, recordAt, asking, asked, askedBy, askedAt, question, answer, answeredBy, answeredAt } = enquiry;
  return (
    <div className={styles.words}>
      <p className={styles.side}>
        {asking.code}
        {askedBy && `, ${askedBy.name}`} asked {asked.code} on {minuteInUtc(askedAt)} about <code>{recordAct}</code> of{' '}
        {minuteInUtc(recordAt)}
      </p>
      <blockquote className={styles.said}>{question}</blockquote>
      {answer === null || answeredAt === null ? (
        <p>
          <Pill tone="warn">not answered yet</Pill>
        </p>
      ) : (
        <>
          <p className={styles.side}>
            {asked.code}
            {answeredBy && `, ${answeredBy.name}`} answered on {minuteInUtc(answeredAt)}
          </p>
          <blockquote className={styles.said}>{answer}</blockquote>
        </>
      )}
    </div>
  );
}
