import type { LogGroundView, Me } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { useLogGround } from '../data/log.js';
import { useMe } from '../data/session.js';
import { problemOf } from '../sync/refusal.js';
import { ErrorNote } from '../ui/error-note.js';
import { Pill } from '../ui/pill.js';
import { Screen, useFocusKept } from '../ui/screen.js';
import { ScreenNav } from '../ui/screen-nav.js';
import { Skeleton } from '../ui/skeleton.js';
import styles from './access-log.module.css';
import { logViews, useLogPlace, type LogView } from './address.js';
import { Anomalies } from './anomalies/anomalies.js';
import { groundWords } from './audit-words.js';
import { Enquiries } from './enquiries/enquiries.js';
import { Figures } from './figures/figures.js';
import { GroundForm } from './ground-form.js';
import { Keeping } from './keeping/keeping.js';
import { useLogWords } from './log-words.js';
import { CouldSee } from './questions/could-see.js';
import { Opened } from './questions/opened.js';
import { RecordPanel } from './records/record-panel.js';
import { Records } from './records/records.js';
import { minuteInUtc } from './record-words.js';
import { Sending } from './sending/sending.js';
import { Tree } from './tree/tree.js';
import type { LogViewProps } from './view-props.js';

/** The auditor's workspace: who, what, when and why, within their scope, and never the content. */
export function AccessLog() {
  const me = useMe();
  const ground = useLogGround();
  const isStated = ground.data !== undefined && ground.data.ground !== null;
  useFocusKept(ground.data?.ground === null ? 'asked' : 'read');
  return (
    <Screen
      title="Access log"
      layout="fill"
      about={<Scope me={me} ground={ground.data} />}
      nav={isStated ? <Views /> : undefined}
    >
      {ground.error && (
        <div className={styles.alone}>
          <ErrorNote
            title="The log could not be read"
            problem={problemOf(ground.error)}
            kept="Your question is in the address."
            onRetry={() => void ground.refetch()}
          />
        </div>
      )}
      {ground.isPending && (
        <div className={styles.alone}>
          <Skeleton lines={4} label="Opening the log" />
        </div>
      )}
      {ground.data?.ground === null && <GroundForm />}
      {isStated && <Workspace />}
    </Screen>
  );
}

const screens: Readonly<Record<LogView, (props: LogViewProps) => React.ReactNode>> = {
  records: Records,
  figures: Figures,
  opened: Opened,
  'could-see': CouldSee,
  anomalies: Anomalies,
  enquiries: Enquiries,
  keeping: Keeping,
  sending: Sending,
  tree: Tree,
};

function Workspace() {
  const place = useLogPlace();
  const words = useLogWords();
  const { record, view = 'records' } = place.address;
  const View = screens[view];
  return (
    <div className={styles.workspace}>
      <div className={styles.panes}>
        <View place={place} words={words} />
        {record !== undefined && <RecordPanel key={record} id={record} place={place} words={words} />}
      </div>
    </div>
  );
}

const viewWords: Readonly<Record<LogView, string>> = {
  records: 'Records',
  figures: 'Figures',
  opened: 'Who opened it',
  'could-see': 'What could they see',
  anomalies: 'What stands out',
  enquiries: 'Enquiries',
  keeping: 'Holds and erasure',
  sending: 'Sent on',
  tree: 'The log itself',
};

/** One part keeps the question of the other; a record that is open closes. Enquiries are between agencies' auditors. */
function Views() {
  const { address, query } = useLogPlace();
  const isAuditor = useMe().duties.includes('auditor');
  const shown = address.view ?? 'records';
  return (
    <ScreenNav label="Parts of the access log">
      {logViews
        .filter((view) => isAuditor || view !== 'enquiries')
        .map((view) => (
          <Link
            key={view}
            to="/log"
            search={{ ...query, ...(view !== 'records' && { view }) }}
            preload={false}
            // Else the router marks Records on every part: its address is in theirs.
            activeOptions={{ exact: true }}
            aria-current={view === shown ? 'page' : undefined}
          >
            {viewWords[view]}
          </Link>
        ))}
    </ScreenNav>
  );
}

interface ScopeProps {
  readonly me: Me;
  readonly ground: LogGroundView | undefined;
}

/** What this reader may see of the log and why they read it, said before anything is shown. */
function Scope({ me, ground }: ScopeProps) {
  const { code } = me.agency;
  return (
    <>
      <Pill tone="info">no content</Pill>
      {me.duties.includes('auditor') && <Pill>{`${code} people anywhere · ${code} information anywhere`}</Pill>}
      {me.installationDuties.includes('oversight') && <Pill>{`all agencies in operations that ${code} hosts`}</Pill>}
      {ground?.ground && (
        <span>
          Read for {groundWords[ground.ground].short}
          {ground.at !== null && `, since ${minuteInUtc(ground.at).slice(11)}`}
        </span>
      )}
    </>
  );
}
