import type { LeftItem, Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

type LeftRow = LeftItem['audiences'][number] & {
  dataset: Id;
  ref: string;
};

/** What the reader's agency left behind in an operation: what waits for an answer first. For its coordinators. */
export async function leftItems(tx: Tx, operation: Id): Promise<LeftItem[]> {
  const rows = await tx.rows<LeftRow>(
    'select share, dataset, ref, frozen, kind, agencies, people from left_items($1)',
    [operation],
  );
  const items = new Map<Id, LeftItem>();
  for (const { dataset, ref, ...audience } of rows)
    items.set(dataset, { dataset, ref, audiences: [...(items.get(dataset)?.audiences ?? []), audience] });
  return [...items.values()];
}

export interface AnsweredShare {
  readonly share: Id;
  readonly dataset: Id;
  readonly ref: string;
  readonly version: number;
  readonly stays: boolean;
}

/** Of these datasets the shares in `kept` (null: all) go on, the others are withdrawn. Answers those it met. */
export async function answerLeft(
  tx: Tx,
  operation: Id,
  datasets: readonly Id[],
  kept: readonly Id[] | null,
): Promise<AnsweredShare[]> {
  const rows = await tx.rows<AnsweredShare & { compartment: Id }>(
    'select share, dataset, ref, version, compartment, stays from answer_left($1, $2, $3)',
    [operation, datasets, kept],
  );
  for (const { compartment } of rows) tx.touched.add(`compartment:${compartment}`);
  return rows;
}
