import type { TreeView } from '@liaison/contracts';
import { useSignedTree, useTree } from '../../data/log-tree.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { saveFile } from '../../ui/csv.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Facts, Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import screen from '../access-log.module.css';
import { NotCovered } from '../not-covered.js';
import { minuteInUtc } from '../record-words.js';
import styles from './tree.module.css';
import { secondInUtc, witnessedWords } from './tree-words.js';

/** How the log itself stands: what is in it, what is signed, and who outside vouches for it. */
export function Tree() {
  const tree = useTree();
  const signed = useSignedTree();
  const again = (): void => void Promise.all([tree.refetch(), signed.refetch()]);
  return (
    <div className={screen.left}>
      <div className={screen.page}>
        <header className={screen.pageHead}>
          <p className={screen.lead}>
            Every record becomes an entry of a tree that grows and never changes. The log signs its head every second;
            witnesses, run by the agencies, cosign it and would refuse a tree that forgets or rewrites anything.
          </p>
          <Button onPress={again} isPending={tree.isRefetching}>
            Look again
          </Button>
        </header>
        {tree.error && (
          <ErrorNote title="The state of the log could not be read" problem={problemOf(tree.error)} onRetry={again} />
        )}
        {tree.isPending && <Skeleton lines={6} label="Reading the state of the log" />}
        {tree.data && <State tree={tree.data} />}
        {signed.data && (
          <Section
            title="Signed head and policy"
            aside={<Button onPress={() => saveFile('policy', new Blob([signed.data.policy]))}>Save the policy</Button>}
          >
            <p className={screen.lead}>
              Whoever checks a proof elsewhere needs these two texts. Keep the policy outside this installation: it says
              whose signatures to believe.
            </p>
            <pre tabIndex={0} aria-label="Signed head" className={styles.note}>
              {signed.data.checkpoint}
            </pre>
            <pre tabIndex={0} aria-label="Policy" className={styles.note}>
              {signed.data.policy}
            </pre>
          </Section>
        )}
        <NotCovered />
      </div>
    </div>
  );
}

const haltedWords = ({ reason, since }: NonNullable<TreeView['halted']>): string =>
  `${since === null ? '' : `since ${minuteInUtc(since)}: `}${reason}`;

function State({ tree }: { readonly tree: TreeView }) {
  return (
    <>
      <Section title="Tree">
        <Facts
          facts={[
            ['Halted', tree.halted === null ? 'no' : haltedWords(tree.halted)],
            ['Entries signed', tree.signedSize.toLocaleString()],
            ['Last signed', tree.signedAt === null ? 'never' : secondInUtc(tree.signedAt)],
            ['Waiting', tree.late ? 'a record for more than a minute' : 'no record for more than a minute'],
          ]}
        />
      </Section>
      <Section title="Witnesses" aside={witnessedWords(tree)}>
        {tree.witnesses.length === 0 ? (
          <p className={screen.lead}>
            There is none. Until agencies run witnesses, only the operator vouches that everybody is shown the same
            tree.
          </p>
        ) : (
          <Table label="Witnesses" columns={columns} rows={tree.witnesses} keyOf={(one) => one.name} />
        )}
      </Section>
    </>
  );
}

type WitnessState = TreeView['witnesses'][number];

const columns: readonly TableColumn<WitnessState>[] = [
  { id: 'name', header: 'Witness', names: true, mono: true, cell: (one) => one.name },
  {
    id: 'state',
    header: 'Last signed head',
    cell: (one) => (one.problem === null ? <Pill tone="ok">cosigned</Pill> : <Pill tone="warn">not cosigned</Pill>),
  },
  {
    id: 'size',
    header: 'Cosigned up to',
    align: 'end',
    cell: (one) => (one.cosignedSize === null ? '—' : `${one.cosignedSize.toLocaleString()} entries`),
  },
  { id: 'at', header: 'At', cell: (one) => (one.at === null ? '—' : minuteInUtc(one.at)) },
  { id: 'problem', header: 'Why not', cell: (one) => one.problem ?? '' },
];
