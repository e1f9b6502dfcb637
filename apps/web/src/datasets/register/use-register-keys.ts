import type { OperationView } from '@liaison/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../../frame/keys.js';
import { focusedRow } from '../../ui/data-grid.js';
import { toast } from '../../ui/toast.js';
import { claim, release } from './register-acts.js';
import type { RegisterRow } from './register-rows.js';
import type { RegisterDialog } from './register-tools.js';
import type { Bulk } from './use-bulk.js';

export interface RegisterKeysInput {
  readonly operation: OperationView;
  readonly rows: readonly RegisterRow[];
  /** Those that are chosen. */
  readonly inHand: readonly RegisterRow[];
  readonly bulk: Bulk;
  readonly onDialog: (dialog: RegisterDialog, about: readonly RegisterRow[]) => void;
}

/** Letters act on what is chosen, else on the line that has the focus. */
export function useRegisterKeys({ operation, rows, inHand, bulk, onDialog }: RegisterKeysInput): void {
  const navigate = useNavigate();
  const toImport = (): void => void navigate({ to: '/o/$op/import', params: { op: operation.id } });
  const about = (act: (these: readonly RegisterRow[]) => void) => (): void => {
    const focused = focusedRow();
    const these = inHand.length > 0 ? inHand : rows.filter((row) => row.dataset === focused);
    if (these.length === 0) toast({ text: 'Choose a dataset first: Space chooses the line that has the focus.' });
    else if (bulk.state?.isRunning !== true) act(these);
  };
  const may = operation.actions;
  const acts: readonly (readonly [string, string, () => void])[] = [
    ['c', 'Claim', about((these) => void claim(bulk, these))],
    ['u', 'Release the claim', about((these) => void release(bulk, these))],
    ['a', 'Assign', about((these) => onDialog('assign', these))],
    ['s', 'Set the status', about((these) => onDialog('status', these))],
    ['h', 'Share', about((these) => onDialog('share', these))],
    ['+', 'Register a dataset by hand', () => may['dataset.register'].allowed && onDialog('register', [])],
    ['i', 'Import', () => may['import.run'].allowed && toImport()],
  ];
  useKeys(acts.map(([keys, label, run]) => ({ keys, label, group: 'Datasets', run })));
}
