import type { Id, ImportCommitInput, ImportRow, ImportView, OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { useAct } from '../../data/act.js';
import { figure } from '../../data/dataset-words.js';
import { useImportRows, type Imports } from '../../data/imports.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { FormButtons } from '../../ui/form.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { saveFile } from '../../ui/csv.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { Tabs } from '../../ui/tabs.js';
import { ErrorRows } from './error-rows.js';
import { Audience } from './audience.js';
import styles from './import.module.css';
import { PreviewRows } from './preview-rows.js';
import { useClient } from '../../data/client.js';

export interface CheckedFileProps {
  readonly operation: OperationView;
  readonly imports: Imports;
  readonly view: ImportView;
  readonly canMapAnew: boolean;
  readonly onView: (view: ImportView) => void;
  readonly onBack: (errors: readonly ImportRow[]) => void;
  readonly onDone: (view: ImportView, failedRows: Blob | null) => void;
}

const knownOptions = [
  { value: 'skip', label: 'Skip them', note: 'What is here stays as it is' },
  { value: 'update', label: 'Update them', note: 'The file’s words replace what is here; shares and work stay' },
] as const;

/** What would come: new, known, wrong, dropped; who would see it; and the decision. */
export function CheckedFile({ operation, imports, view, canMapAnew, onView, onBack, onDone }: CheckedFileProps) {
  const client = useClient();
  const [known, setKnown] = useState<ImportCommitInput['known']>('skip');
  const [shareTo, setShareTo] = useState<Id | null>(view.shareTo);
  const good = view.rows.new + (known === 'update' ? view.rows.known : 0);
  const hasErrors = view.rows.error > 0;
  const errors = useImportRows(operation.id, view.id, 'error');
  const commit = useAct(async (rows: ImportCommitInput['rows']) => {
    // The failed rows go with the staging: whoever takes the good ones keeps the others here.
    const left = hasErrors ? await imports.failedRows(view.id) : null;
    const memberVer = shareTo === null ? undefined : (client.store.compartments.get(shareTo)?.memberVer ?? 1);
    const done = await imports.commit(view.id, {
      rows,
      known,
      shareTo,
      ...(memberVer !== undefined && { memberVer }),
    });
    return { done, left };
  });
  const share = async (to: Id | null): Promise<void> => {
    setShareTo(to);
    onView(await imports.view(view.id, to));
  };
  const save = useAct(async (id: Id) => {
    saveFile('failed-rows.csv', await imports.failedRows(id));
    return true;
  });
  const run = async (rows: ImportCommitInput['rows']): Promise<void> => {
    const answer = await commit.run(rows);
    if (answer) onDone(answer.done, answer.left);
  };
  const failed = errors.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.stack}>
      <Sums view={view} />
      {hasErrors && (
        <ErrorRows
          rows={failed}
          mapping={view.mapping}
          total={view.rows.error}
          onSave={() => void save.run(view.id)}
          hasMore={errors.hasNextPage}
          onMore={() => void errors.fetchNextPage()}
        />
      )}
      {view.rows.new + view.rows.known > 0 && <Preview operation={operation} view={view} />}
      {view.rows.known > 0 && (
        <RadioGroup
          label={`${figure(view.rows.known)} known rows: already registered here under the same reference`}
          options={knownOptions}
          value={known}
          onChange={setKnown}
        />
      )}
      <Audience operation={operation} view={view} shareTo={shareTo} onChange={(to) => void share(to)} />
      <Refused
        problem={commit.problem ?? save.problem}
        title="Nothing was registered"
        kept="What was read is still here."
      />
      {commit.isBusy && <ProgressBar label="Registering" value={0} max={0} text={`${figure(good)} datasets`} />}
      <FormButtons>
        {hasErrors ? (
          <Button look="main" isDisabled={good === 0} isPending={commit.isBusy} onPress={() => void run('good')}>
            Register the {figure(good)} good {good === 1 ? 'row' : 'rows'}
          </Button>
        ) : (
          <Button look="main" isDisabled={good === 0} isPending={commit.isBusy} onPress={() => void run('all')}>
            {known === 'update' && view.rows.known > 0
              ? `Register ${figure(view.rows.new)} and update ${figure(view.rows.known)}`
              : `Register all ${figure(good)}`}
          </Button>
        )}
        <Button isDisabled={commit.isBusy} onPress={() => onBack(failed)}>
          {canMapAnew ? 'Back to columns and words' : 'Give it up'}
        </Button>
        {good === 0 && <span className="meta">Nothing new to register.</span>}
      </FormButtons>
    </div>
  );
}

function Sums({ view }: { readonly view: ImportView }) {
  const dropped = Object.entries(view.dropped).filter(([, count]) => count > 0);
  return (
    <div role="status" className={styles.sums}>
      <p className={styles.figures}>
        <span>
          <strong>{figure(view.rows.new)}</strong> new
        </span>
        <span>
          <strong>{figure(view.rows.known)}</strong> known
        </span>
        <span data-bad={view.rows.error > 0 || undefined}>
          <strong>{figure(view.rows.error)}</strong> with errors
        </span>
        <span>{figure(view.read)} entries read</span>
      </p>
      <p className="meta">
        {dropped.length === 0
          ? 'No field was dropped.'
          : `Dropped unread: ${dropped.map(([name, count]) => `${name} (${figure(count)})`).join(', ')}.`}
      </p>
    </div>
  );
}

/** The rows as they would come, new and known. */
function Preview({ operation, view }: { readonly operation: OperationView; readonly view: ImportView }) {
  const [shown, setShown] = useState<string>(view.rows.new > 0 ? 'new' : 'known');
  return (
    <Section title="Rows that would come">
      <Tabs
        label="Rows that would come"
        selected={shown}
        onSelect={setShown}
        tabs={[
          {
            id: 'new',
            label: 'New',
            count: view.rows.new,
            panel: <PreviewRows operation={operation.id} view={view} only="new" />,
          },
          {
            id: 'known',
            label: 'Known',
            count: view.rows.known,
            panel: <PreviewRows operation={operation.id} view={view} only="known" />,
          },
        ]}
      />
    </Section>
  );
}
