import type { AssessmentView, DatasetView, Id, ShareHeader } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useLive } from '../data/client.js';
import { useDataset } from '../data/datasets.js';
import type { Directory } from '../data/operations.js';
import { useInView } from '../frame/in-view.js';
import { problemOf } from '../sync/refusal.js';
import { ErrorNote } from '../ui/error-note.js';
import { IconButton } from '../ui/icon-button.js';
import { MarkingLine } from '../ui/marking.js';
import { Pill, type PillTone } from '../ui/pill.js';
import { Facts } from '../ui/screen.js';
import { Skeleton } from '../ui/skeleton.js';
import { shortDay, Time } from '../ui/time.js';
import styles from './reference-panel.module.css';

export interface ReferencePanelProps {
  readonly dataset: Id;
  readonly operation: Id;
  readonly directory: Directory;
  readonly onClose: () => void;
  /** Asks why, when the server wants a ground. */
  readonly askGround: (problem: ReturnType<typeof problemOf>, onState: (ground: string) => void) => ReactNode;
  /** Acts on it, at the discretion of whoever draws the panel. */
  readonly actions?: (view: DatasetView) => ReactNode;
}

/** A dataset beside the talk: state, owner, marking, who can see it, assessments, threads. */
export function ReferencePanel({ dataset, operation, directory, onClose, askGround, actions }: ReferencePanelProps) {
  const [ground, setGround] = useState<string | undefined>(undefined);
  const shares = useLive(
    ['shares'],
    ({ store }) => [...store.shares.values()].filter((share) => share.dataset === dataset),
    [dataset],
  );
  const { data, error, refetch } = useDataset(dataset, ground);
  const header = shares.find((share) => share.withdrawnBy === null) ?? shares[0];
  const problem = error ? problemOf(error) : null;
  useInView(data?.marking);
  return (
    <aside aria-label={`Dataset ${header?.ref ?? data?.ref ?? ''}`} className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.ref}>{data?.ref ?? header?.ref ?? '…'}</h2>
        <Link to="/o/$op/datasets/$dataset" params={{ op: operation, dataset }} className={styles.open}>
          Open
        </Link>
        <IconButton label="Close the panel" onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {problem?.reason === 'ground_required' && askGround(problem, setGround)}
      {problem && problem.reason !== 'ground_required' && (
        <ErrorNote title="The dataset could not be opened" problem={problem} onRetry={() => void refetch()} />
      )}
      {!data && !problem && <Skeleton lines={6} label="Loading the dataset" />}
      {header?.withdrawnBy != null && !data && (
        <p className={styles.withdrawn}>Withdrawn by {directory.codeOf(header.withdrawnBy)}.</p>
      )}
      {data && <Body view={data} operation={operation} directory={directory} live={shares} actions={actions} />}
    </aside>
  );
}

const statusTones: Readonly<Record<string, PillTone>> = {
  claimed: 'info',
  in_analysis: 'info',
  analysed: 'ok',
  disseminated: 'ok',
};

interface BodyProps {
  readonly view: DatasetView;
  readonly operation: Id;
  readonly directory: Directory;
  readonly live: readonly ShareHeader[];
  readonly actions: ((view: DatasetView) => ReactNode) | undefined;
}

function Body({ view, operation, directory, live, actions }: BodyProps) {
  const shares = view.shares.map((share) => live.find((one) => one.id === share.id) ?? share);
  const current = view.assessments.filter((one) => one.supersededBy === null);
  return (
    <>
      <Facts
        facts={[
          ['Status', <Status key="status" shares={shares} directory={directory} />],
          [
            'Origin',
            `${directory.codeOf(view.origin)}${view.receivedOn === null ? '' : ` · received ${shortDay(view.receivedOn)}`}`,
          ],
          ...(view.aliases.length > 0
            ? [
                [
                  'External',
                  <span key="aliases" className="mono">
                    {view.aliases.map((one) => one.value).join(', ')}
                  </span>,
                ] as const,
              ]
            : []),
          ['Contents', contentsOf(view)],
          ['Known', `${view.known.replaceAll('_', ' ')} · ${view.age.replace('_', ' ')}`],
          ['Marking', <MarkingLine key="marking" marking={view.marking} full />],
          ['Who can see', <SeenBy key="seen" view={view} directory={directory} />],
        ]}
      />
      {view.note !== null && <p className={styles.text}>{view.note}</p>}
      {actions && <div className={styles.actions}>{actions(view)}</div>}
      <Block title="Assessments" aside={current.length === 0 ? 'none yet' : String(current.length)}>
        {current.map((one) => (
          <Assessment key={one.id} one={one} directory={directory} />
        ))}
      </Block>
      <Block title="Threads" aside={`${view.threads.length} you may see`}>
        {view.threads.map((thread) => (
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
    </>
  );
}

function Status({ shares, directory }: { readonly shares: readonly ShareHeader[]; readonly directory: Directory }) {
  const share = shares.find((one) => one.withdrawnBy === null);
  if (share?.withdrawnBy !== null) return <Pill tone="warn">withdrawn</Pill>;
  const holder = share.claimedBy ?? share.assignee;
  return (
    <>
      <Pill tone={statusTones[share.status] ?? 'plain'}>{share.status.replaceAll('_', ' ')}</Pill>{' '}
      {holder === null
        ? 'nobody’s yet'
        : `${share.claimedBy === null ? 'assigned to' : 'claimed by'} ${directory.nameOf(holder)}`}
    </>
  );
}

const figures = new Intl.NumberFormat();

function contentsOf({ images, videos, items, digestCounts }: DatasetView): string {
  const digests = Object.values(digestCounts).reduce((most, one) => Math.max(most, one), 0);
  const parts = [
    images === null ? '' : `${figures.format(images)} images`,
    videos === null ? '' : `${figures.format(videos)} videos`,
    images === null && videos === null && items !== null ? `${figures.format(items)} items` : '',
    digests > 0 ? `digests ${figures.format(digests)}` : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'not counted' : parts.join(' · ');
}

function SeenBy({ view, directory }: { readonly view: DatasetView; readonly directory: Directory }) {
  return (
    <ul>
      {view.seenBy.map((one) => (
        <li key={one.compartment}>
          {one.agencies.length > 6 ? `${one.agencies.length} agencies` : directory.codesOf(one.agencies).join(', ')} ·{' '}
          {one.people} people
        </li>
      ))}
    </ul>
  );
}

function Block({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside: string;
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

const likelyTones: Readonly<Record<string, PillTone>> = {
  likely: 'ok',
  'very-likely': 'ok',
  'almost-certain': 'ok',
  unlikely: 'warn',
  'very-unlikely': 'warn',
};
const countries = new Intl.DisplayNames(undefined, { type: 'region' });

function Assessment({ one, directory }: { readonly one: AssessmentView; readonly directory: Directory }) {
  const isNot = one.kind === 'not_country';
  return (
    <div className={styles.assessment}>
      <span>
        {isNot ? 'Checked, not ' : 'Likely country '}
        <strong title={countries.of(one.country)}>{one.country}</strong>
      </span>
      <Pill tone={isNot ? 'plain' : (likelyTones[one.likelihood] ?? 'plain')}>
        {one.likelihood.replaceAll('-', ' ')}
      </Pill>
      <span className={styles.by}>
        {one.confidence} confidence · {directory.nameOf(one.author)}, {directory.codeOf(one.agency)} ·{' '}
        <Time at={one.at} />
      </span>
      {one.note !== null && <span className={styles.by}>{one.note}</span>}
    </div>
  );
}
