import { useMe } from '../../data/session.js';
import { Retention } from '../../frame/retention.js';
import screen from '../access-log.module.css';
import type { LogViewProps } from '../view-props.js';
import { Erasures } from './erasures.js';
import { Holds } from './holds.js';

/** What stays and what goes: holds of the reader's side, and of an agency's own people their erasures and periods. */
export function Keeping({ place, words }: LogViewProps) {
  const isAuditor = useMe().duties.includes('auditor');
  return (
    <div className={screen.left}>
      <div className={screen.page}>
        <p className={screen.lead}>
          Values of records go when their time is over, or when a person is erased. A legal hold keeps what it covers,
          whoever wants it gone. Records themselves and their proofs always stay.
        </p>
        {isAuditor && <Erasures place={place} />}
        <Holds place={place} words={words} />
        {isAuditor && <Retention mayChange={false} />}
      </div>
    </div>
  );
}
