import type { DatasetView, OperationView } from '@liaison/contracts';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useDataset, useShares } from '../../data/datasets.js';
import { useDirectory } from '../../data/operations.js';
import { GroundDialog, useStated } from '../../frame/ground-dialog.js';
import { useInView } from '../../frame/in-view.js';
import { OperationScreen } from '../../frame/operation-screen.js';
import { asksFirst, problemOf } from '../../sync/refusal.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Assessments } from './assessments.js';
import { DatasetFacts } from './dataset-facts.js';
import { DatasetHead } from './dataset-head.js';
import styles from './dataset-page.module.css';
import { Releases } from './releases.js';
import { Shares } from './shares.js';
import { Talk } from './talk.js';

/** One dataset: its facts, where it stands and who sees it, what was judged, what was said. */
export function DatasetPage() {
  const { op = '', dataset = '' }: { readonly op?: string; readonly dataset?: string } = useParams({ strict: false });
  return (
    <OperationScreen operation={op} wide>
      {(operation) => <DatasetOf key={dataset} operation={operation} dataset={dataset} />}
    </OperationScreen>
  );
}

function DatasetOf({ operation, dataset }: { readonly operation: OperationView; readonly dataset: string }) {
  const navigate = useNavigate();
  const [stated, state] = useStated();
  const { data, error, refetch } = useDataset(dataset, stated);
  const problem = error ? problemOf(error) : null;
  const leave = (): void => void navigate({ to: '/o/$op/datasets', params: { op: operation.id } });
  useInView(data?.marking);
  if (data) return <DatasetBody operation={operation} view={data} />;
  if (problem && asksFirst(problem)) return <GroundDialog problem={problem} onState={state} onClose={leave} />;
  if (problem?.code === 'not_found') return <NoDataset operation={operation} dataset={dataset} />;
  if (problem)
    return <ErrorNote title="The dataset could not be opened" problem={problem} onRetry={() => void refetch()} />;
  return <Skeleton lines={8} label="Loading the dataset" />;
}

/** Nothing to read: withdrawn, which its old audience is told, or not there for this person. */
function NoDataset({ operation, dataset }: { readonly operation: OperationView; readonly dataset: string }) {
  const directory = useDirectory(operation);
  const gone = useShares(operation.id).find((share) => share.dataset === dataset && share.withdrawnBy !== null);
  return (
    <EmptyState
      title={
        gone?.withdrawnBy
          ? `${gone.ref} was withdrawn by ${directory.codeOf(gone.withdrawnBy)}`
          : 'There is nothing here that you may see'
      }
      actions={
        <Link to="/o/$op/datasets" params={{ op: operation.id }}>
          To the register
        </Link>
      }
    >
      {gone
        ? 'Nothing of it can be read any more: not what was counted or judged, and not its files’ names. Its line stays in the register.'
        : 'The address may be mistyped, or what stood here is not, or no longer, shown to you.'}
    </EmptyState>
  );
}

function DatasetBody({ operation, view }: { readonly operation: OperationView; readonly view: DatasetView }) {
  const directory = useDirectory(operation);
  return (
    <article className={styles.dataset} aria-labelledby="dataset">
      <DatasetHead operation={operation} view={view} directory={directory} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <DatasetFacts view={view} directory={directory} />
          <Assessments operation={operation} view={view} directory={directory} />
          <Talk operation={operation} view={view} directory={directory} />
        </div>
        <div className={styles.side}>
          <Shares operation={operation} view={view} directory={directory} />
          <Releases operation={operation} view={view} directory={directory} />
        </div>
      </div>
    </article>
  );
}
