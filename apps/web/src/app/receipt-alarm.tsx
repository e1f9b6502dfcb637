import { useClient, useLive } from '../data/client.js';
import { useSession } from '../data/session.js';
import type { HeldReceipt } from '../sync/receipts.js';
import { Button } from '../ui/button.js';
import { saveAs } from '../ui/csv.js';
import styles from './receipt-alarm.module.css';

/** Says on every screen that the access log did not keep a promise, what to do, and gives the evidence out of the browser. */
export function ReceiptAlarm() {
  const client = useClient();
  const { at } = useSession();
  const alarms = useLive(['receipts', 'session'], ({ receipts }) => receipts.alarms());
  const [first] = alarms;
  if (at !== 'in' || !first) return null;
  const settle = (): void => alarms.forEach((one) => client.receipts.settle(one));
  return (
    <div role="alert" className={styles.alarm}>
      <p>
        <strong>The access log may have lost a record of what you did.</strong> {first.alarm?.why}{' '}
        {alarms.length > 1 && `This holds for ${alarms.length} of your acts.`}
      </p>
      <p>
        Save the receipt and give it to your agency’s auditor, not to the operator alone: it is signed, and shows what
        the log promised. You can go on working.
      </p>
      <div className={styles.acts}>
        <Button onPress={() => saveAs('access-log-receipt.txt', evidence(alarms), 'text/plain')}>
          Save the receipt
        </Button>
        <Button look="quiet" onPress={settle}>
          My auditor has it
        </Button>
      </div>
    </div>
  );
}

/** For an auditor: what was said, each signed note as it is, and since when. */
const evidence = (alarms: readonly HeldReceipt[]): string =>
  alarms
    .map(({ receipt, since, alarm }) =>
      [
        `Receipt from the access log, taken on ${new Date(since).toISOString()}`,
        alarm?.why ?? '',
        'Third line of the note: the record; fourth: the SHA-256 of its bytes, which its entry in the log must hold.',
        '',
        noteIn(receipt),
        ...(alarm?.inclusion ? ['What the log said of it later:', '', noteIn(alarm.inclusion)] : []),
      ].join('\n'),
    )
    .join('\n----\n\n');

/** As it came where it is no note at all. */
function noteIn(base64url: string): string {
  try {
    const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
  } catch {
    return base64url;
  }
}
