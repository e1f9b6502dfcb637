import type { OperationView } from '@liaison/contracts';
import type { RegisterRow } from './register-rows.js';
import type { Bulk } from './use-bulk.js';

/** What a dialog that acts on lines of the register is given. */
export interface WorkDialogProps {
  readonly rows: readonly RegisterRow[];
  readonly operation: OperationView;
  readonly bulk: Bulk;
  readonly onClose: () => void;
}

/** `VIDTF17-7K3Q`, or how many. */
export const titleOf = (rows: readonly RegisterRow[]): string =>
  rows.length === 1 ? (rows[0]?.ref ?? '') : `${rows.length} datasets`;
