import { useState } from 'react';
import { useClient, useLive } from '../data/client.js';
import { useSession } from '../data/session.js';
import type { Alarm } from '../sync/receipts.js';
import { Button } from '../ui/button.js';
import { cx } from '../ui/cx.js';
import { saveAs } from '../ui/csv.js';
import { evidenceOf } from './receipt-evidence.js';
import styles from './receipt-alarm.module.css';

/** Says on every screen that the access log did not keep a promise, what to do, and gives the evidence out of the browser. */
export function ReceiptAlarm() {
  const client = useClient();
  const { at } = useSession();
  const alarm = useLive(['receipts', 'session'], ({ receipts }) => receipts.alarms()[0]);
  const [saved, noteSaved] = useState('');
  if (at !== 'in' || !alarm) return null;
  const { title, toDo } = words[alarm.is];
  const evidence = evidenceOf(alarm);
  const save = (): void => {
    saveAs('access-log-receipt.txt', evidence, 'text/plain');
    noteSaved(evidence);
  };
  return (
    <div
      role="alert"
      className={cx(styles.alarm, alarm.is === 'wrong' || alarm.is === 'key' ? styles.loss : styles.delay)}
    >
      <p>
        <strong>{title}</strong> {alarm.receipts[0]?.doubt?.why}{' '}
        {alarm.receipts.length > 1 && `This is about ${alarm.receipts.length} of your acts.`}
      </p>
      <p>{toDo}</p>
      <div className={styles.acts}>
        <Button onPress={save}>Save the receipt</Button>
        <Button look="quiet" isDisabled={saved !== evidence} onPress={() => client.receipts.settle(alarm)}>
          My auditor has it
        </Button>
      </div>
    </div>
  );
}

const give =
  'Save the receipt and give it to your agency’s auditor, not to the operator alone: it is signed, and shows what the log promised. You can go on working.';

const words: Readonly<Record<Alarm['is'], { readonly title: string; readonly toDo: string }>> = {
  wrong: { title: 'The access log may have lost a record of what you did.', toDo: give },
  key: {
    title: 'The access log signs with a key that this browser does not know.',
    toDo: 'Save the receipt and give it to your agency’s auditor, who knows whether the log has changed its key. Until then do not rely on what it shows. You can go on working.',
  },
  late: {
    title: 'The access log is late with a record of what you did.',
    toDo: 'This browser goes on asking, and these words go when the log has it. If they stay for hours, save the receipt and give it to your agency’s auditor.',
  },
  silent: {
    title: 'For an hour the server has not said what became of records of what you did.',
    toDo: 'This browser goes on asking, and these words go when the server answers. If they stay, save the receipt and give it to your agency’s auditor.',
  },
};
