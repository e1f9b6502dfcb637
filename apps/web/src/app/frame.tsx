import type { ReactNode } from 'react';
import { useLive } from '../data/client.js';
import { useHighestInView } from '../frame/in-view.js';
import { Banner, DemonstrationStamp } from '../ui/banner.js';
import { markingWords } from '../ui/marking.js';
import { ConnectionBar } from './connection-bar.js';
import { HaltBar } from './halt-bar.js';
import { ReceiptAlarm } from './receipt-alarm.js';
import styles from './frame.module.css';

const installationWords = 'EU unclassified – basic protection level';

/** The handling banner above and below everything, and the stamp of a demonstration. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const demonstration = useLive(['session'], (client) => client.session.demonstration);
  const highest = useHighestInView();
  const inView = highest ? [`Highest in view: ${markingWords(highest)}`] : [];
  return (
    <div className={styles.frame}>
      <Banner place="top" words={[installationWords, ...inView]} />
      {demonstration && <DemonstrationStamp />}
      <ConnectionBar />
      <HaltBar />
      <ReceiptAlarm />
      <div className={styles.body}>{children}</div>
      <Banner place="bottom" words={inView.length > 0 ? inView : [installationWords]} />
    </div>
  );
}
