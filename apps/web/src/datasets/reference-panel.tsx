import type { DatasetView, Id, LiveShare, ShareHeader, ThreadHeader } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useOrigin } from '../data/agency.js';
import { useLive } from '../data/client.js';
import { useDataset } from '../data/datasets.js';
import type { Directory } from '../data/operations.js';
import { useMe } from '../data/session.js';
import { useStated } from '../frame/ground-dialog.js';
import { useInView } from '../frame/in-view.js';
import type { Stated } from '../sync/open-threads.js';
import { asksFirst, problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { IconButton } from '../ui/icon-button.js';
import { MarkingLine } from '../ui/marking.js';
import { Pill, type PillTone } from '../ui/pill.js';
import { Facts } from '../ui/screen.js';
import { Skeleton } from '../ui/skeleton.js';
import { shortDay, Time } from '../ui/time.js';
import { AssessmentLine } from './assessment-line.js';
import styles from './reference-panel.module.css';

type Problem = ReturnType<typeof problemOf>;

export interface ReferencePanelProps {
  readonly dataset: Id;
  readonly operation: Id;
  readonly directory: Directory;
  /** The person asked for it by name; else its details wait until they do: reading them is recorded. */
  readonly isAsked: boolean;
  readonly onClose: () => void;
  readonly askFirst: (problem: Problem, onState: (stated: Stated) => void) => ReactNode;
  readonly actions?: ReactNode;
}

/** A dataset beside the talk: state, owner, marking, who can see it, threads; assessments when they are asked for. */
export function ReferencePanel(props: ReferencePanelProps) {
  const { dataset, operation, directory, isAsked, onClose, askFirst, actions } = props;
  const me = useMe();
  const shares = useLive(
    ['shares'],
    ({ store }) => [...store.shares.values()].filter((share) => share.dataset === dataset),
    [dataset],
  );
  const live = shares.filter((share): share is LiveShare => share.withdrawnBy === null);
  const [share] = live;
  const isTask = live.some((one) => one.claimedBy === me.person.id || one.assignee === me.person.id);
  const [wanted, setWanted] = useState(false);
  useInView(share?.marking);
  return (
    <aside aria-label={`Dataset ${shares[0]?.ref ?? ''}`} data-asked={isAsked} className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.ref}>{shares[0]?.ref ?? '…'}</h2>
        {share && (
          <Link to="/o/$op/datasets/$dataset" params={{ op: operation, dataset }} className={styles.open}>
            Open
          </Link>
        )}
        <IconButton label="Close the panel" onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {share ? (
        <ShareFacts share={share} shares={live} directory={directory} />
      ) : (
        <Withdrawn shares={shares} directory={directory} />
      )}
      {actions !== undefined && share && <div className={styles.actions}>{actions}</div>}
      {share &&
        (isAsked || isTask || wanted ? (
          <Details dataset={dataset} directory={directory} askFirst={askFirst} />
        ) : (
          <Block title="Assessments" aside="read on demand">
            <p className={styles.text}>What was determined, notes and external references. Opening them is recorded.</p>
            <div>
              <Button onPress={() => setWanted(true)}>Show them</Button>
            </div>
          </Block>
        ))}
      <ThreadsAbout dataset={dataset} operation={operation} />
    </aside>
  );
}

function Withdrawn({ shares, directory }: { readonly shares: readonly ShareHeader[]; readonly directory: Directory }) {
  const by = shares.find((share) => share.withdrawnBy !== null)?.withdrawnBy;
  return (
    <p className={styles.text}>
      {by ? `Withdrawn by ${directory.codeOf(by)}.` : 'No audience of yours has this dataset.'}
    </p>
  );
}

const statusTones: Readonly<Record<string, PillTone>> = {
  claimed: 'info',
  in_analysis: 'info',
  analysed: 'ok',
  disseminated: 'ok',
};
const figures = new Intl.NumberFormat();

interface ShareFactsProps {
  readonly share: LiveShare;
  readonly shares: readonly LiveShare[];
  readonly directory: Directory;
}

/** What the register's grid carries: no words of anybody. */
function ShareFacts({ share, shares, directory }: ShareFactsProps) {
  const holder = share.claimedBy ?? share.assignee;
  const origin = useOrigin()(share.origin);
  const counts = [
    share.images === null ? '' : `${figures.format(share.images)} images`,
    share.videos === null ? '' : `${figures.format(share.videos)} videos`,
  ].filter(Boolean);
  return (
    <Facts
      facts={[
        [
          'Status',
          <>
            <Pill tone={statusTones[share.status] ?? 'plain'}>{share.status.replaceAll('_', ' ')}</Pill>{' '}
            {holder === null
              ? 'nobody’s yet'
              : `${share.claimedBy === null ? 'assigned to' : 'claimed by'} ${directory.nameOf(holder)}`}
          </>,
        ],
        [
          'Origin',
          [origin?.code ?? '—', origin?.name, share.receivedOn && `received ${shortDay(share.receivedOn)}`]
            .filter(Boolean)
            .join(' · '),
        ],
        [
          'Contents',
          counts.length > 0
            ? counts.join(' · ')
            : share.items === null
              ? 'not counted'
              : `${figures.format(share.items)} items`,
        ],
        ['Known', `${share.known.replaceAll('_', ' ')} · ${share.age.replace('_', ' ')}`],
        ['Marking', <MarkingLine key="marking" marking={share.marking} full />],
        ['Who can see', <SeenIn key="seen" shares={shares} />],
      ]}
    />
  );
}

/** The audiences of this person that have it; of others nothing is known here. */
function SeenIn({ shares }: { readonly shares: readonly LiveShare[] }) {
  const compartments = useLive(
    ['compartments'],
    ({ store }) => shares.flatMap((share) => store.compartments.get(share.compartment) ?? []),
    [shares],
  );
  return (
    <ul>
      {compartments.map((one) => (
        <li key={one.id}>
          {one.name} · {one.readers.length} people
        </li>
      ))}
    </ul>
  );
}

interface DetailsProps {
  readonly dataset: Id;
  readonly directory: Directory;
  readonly askFirst: ReferencePanelProps['askFirst'];
}

function Details({ dataset, directory, askFirst }: DetailsProps) {
  const [stated, state] = useStated();
  const { data, error, refetch } = useDataset(dataset, stated);
  const problem = error ? problemOf(error) : null;
  if (problem && asksFirst(problem)) return <Block title="Before you open this">{askFirst(problem, state)}</Block>;
  if (problem)
    return <ErrorNote title="The dataset could not be opened" problem={problem} onRetry={() => void refetch()} />;
  return data ? <DetailsOf view={data} directory={directory} /> : <Skeleton lines={4} label="Loading the dataset" />;
}

function DetailsOf({ view, directory }: { readonly view: DatasetView; readonly directory: Directory }) {
  const current = view.assessments.filter((one) => one.supersededBy === null);
  return (
    <>
      {view.aliases.length > 0 && (
        <Facts
          facts={[
            [
              'External',
              <span key="aliases" className="mono">
                {view.aliases.map((one) => one.value).join(', ')}
              </span>,
            ],
          ]}
        />
      )}
      {view.note !== null && <p className={styles.text}>{view.note}</p>}
      <Block title="Assessments" aside={current.length === 0 ? 'none yet' : String(current.length)}>
        {current.map((one) => (
          <AssessmentLine key={one.id} one={one} directory={directory} />
        ))}
      </Block>
    </>
  );
}

/** Every thread about it that this person sees, live. */
function ThreadsAbout({ dataset, operation }: { readonly dataset: Id; readonly operation: Id }) {
  const threads = useLive(
    ['threads'],
    ({ store }): readonly ThreadHeader[] =>
      [...store.threads.values()]
        .filter((thread) => thread.dataset === dataset)
        .sort((a, b) => b.lastAt.localeCompare(a.lastAt)),
    [dataset],
  );
  return (
    <Block title="Threads" aside={`${threads.length} you may see`}>
      {threads.map((thread) => (
        <Link
          key={thread.id}
          to="/o/$op/threads/$thread"
          params={{ op: operation, thread: thread.id }}
          className={styles.thread}
        >
          <span>{thread.title}</span>
          <span className="meta">
            <Time at={thread.lastAt} />
          </span>
        </Link>
      ))}
    </Block>
  );
}

function Block({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.block}>
      <header className={styles.blockHead}>
        <h3>{title}</h3>
        <span className="meta">{aside}</span>
      </header>
      {children}
    </section>
  );
}
