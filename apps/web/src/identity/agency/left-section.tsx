import type { Id, LeftItem, OperationSummary } from '@liaison/contracts';
import { useState } from 'react';
import { useAnswerLeft, useLeftItems } from '../../data/left-items.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/choice.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import styles from './agency.module.css';
import { NarrowDialog } from './narrow-dialog.js';
import { audienceWords, countWords, isFrozen } from './left-words.js';
import { TakeBackDialog } from './take-back-dialog.js';

type Question = { readonly narrow: LeftItem } | { readonly takeBack: readonly LeftItem[] };

/** What the agency left behind in one operation, and what becomes of it. Nothing to show where nothing was left. */
export function LeftSection({ operation }: { readonly operation: OperationSummary }) {
  const { data: items = [], error, refetch } = useLeftItems(operation.id);
  const answer = useAnswerLeft(operation.id);
  const [marked, setMarked] = useState<ReadonlySet<Id>>(new Set());
  const [question, setQuestion] = useState<Question | null>(null);
  const waiting = items.filter(isFrozen);
  const chosen = items.filter(({ dataset }) => marked.has(dataset));
  const keep = async (): Promise<void> => {
    const input = { answer: 'keep', datasets: chosen.map(({ dataset }) => dataset) } as const;
    if ((await answer.run(input)) === null) return;
    toast({ text: `${countWords(chosen.length)} kept: work there goes on.` });
    setMarked(new Set());
  };
  if (error && items.length === 0)
    return (
      <ErrorNote
        title={`What your agency left in ${operation.codeName} could not be listed`}
        problem={problemOf(error)}
        onRetry={() => void refetch()}
      />
    );
  if (items.length === 0) return null;
  return (
    <Section
      title={`Left in ${operation.codeName}`}
      aside={waiting.length > 0 ? `${countWords(waiting.length)} to decide on` : 'Nothing waits for your answer.'}
    >
      <p className="meta">
        Your agency is out and stays originator. What it brought is frozen there: it is seen and nobody works on it,
        until you keep it as it is, narrow it to some of its audiences, or take it back.
      </p>
      <Refused problem={answer.problem} title="Nothing was changed" kept="They stand as they were." />
      <div className={styles.pills}>
        <Checkbox
          isSelected={chosen.length === items.length}
          isIndeterminate={chosen.length > 0 && chosen.length < items.length}
          onChange={(all) => setMarked(new Set(all ? items.map(({ dataset }) => dataset) : []))}
        >
          All {items.length}
        </Checkbox>
        <Button isDisabled={!chosen.some(isFrozen)} isPending={answer.isBusy} onPress={() => void keep()}>
          Keep as they are
        </Button>
        <Button look="danger" isDisabled={chosen.length === 0} onPress={() => setQuestion({ takeBack: chosen })}>
          Take back…
        </Button>
      </div>
      <Table
        label={`Datasets left in ${operation.codeName}`}
        rows={items}
        keyOf={(item) => item.dataset}
        columns={columnsFor(marked, setMarked, (narrow) => setQuestion({ narrow }))}
      />
      {question && 'narrow' in question && (
        <NarrowDialog operation={operation} item={question.narrow} onClose={() => setQuestion(null)} />
      )}
      {question && 'takeBack' in question && (
        <TakeBackDialog operation={operation} items={question.takeBack} onClose={() => setQuestion(null)} />
      )}
    </Section>
  );
}

function columnsFor(
  marked: ReadonlySet<Id>,
  mark: (marked: ReadonlySet<Id>) => void,
  narrow: (item: LeftItem) => void,
): readonly TableColumn<LeftItem>[] {
  const toggle = ({ dataset }: LeftItem): void => {
    const next = new Set(marked);
    if (!next.delete(dataset)) next.add(dataset);
    mark(next);
  };
  return [
    {
      id: 'choose',
      header: 'Choose',
      hideHeader: true,
      tight: true,
      cell: (item) => (
        <Checkbox
          aria-label={`Choose ${item.ref}`}
          isSelected={marked.has(item.dataset)}
          onChange={() => toggle(item)}
        />
      ),
    },
    { id: 'ref', header: 'Reference', names: true, mono: true, tight: true, cell: (item) => item.ref },
    { id: 'state', header: 'There', cell: (item) => (isFrozen(item) ? <Pill tone="warn">frozen</Pill> : 'kept') },
    { id: 'audiences', header: 'Seen by', cell: (item) => item.audiences.map(audienceWords).join('; ') },
    {
      id: 'narrow',
      header: 'Narrow',
      hideHeader: true,
      align: 'end',
      cell: (item) => (
        <Button
          look="quiet"
          isDisabled={item.audiences.length < 2}
          onPress={() => narrow(item)}
          aria-label={`Narrow ${item.ref}`}
        >
          Narrow…
        </Button>
      ),
    },
  ];
}
