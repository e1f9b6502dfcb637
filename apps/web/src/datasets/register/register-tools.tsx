import type { OperationView } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { why } from '../../frame/actions.js';
import { Button } from '../../ui/button.js';
import { Tooltip } from '../../ui/tooltip.js';
import type { RegisterRow } from './register-rows.js';
import styles from './register.module.css';
import { claim, release } from './register-acts.js';
import type { Bulk } from './use-bulk.js';

export type RegisterDialog = 'assign' | 'status' | 'share' | 'register' | 'export';

export interface RegisterToolsProps {
  readonly operation: OperationView;
  readonly inHand: readonly RegisterRow[];
  readonly bulk: Bulk;
  readonly onDialog: (dialog: RegisterDialog) => void;
  readonly onClear: () => void;
}

/** What one can do here: with what is chosen, or with the register. */
export function RegisterTools({ operation, inHand, bulk, onDialog, onClear }: RegisterToolsProps) {
  const { 'import.run': imports, 'dataset.register': registers } = operation.actions;
  const isBusy = bulk.state?.isRunning === true;
  if (inHand.length > 0)
    return (
      <div role="toolbar" aria-label="With the chosen datasets" className={styles.tools}>
        <strong>{inHand.length} chosen</strong>
        <Button hotkey="c" isDisabled={isBusy} onPress={() => void claim(bulk, inHand)}>
          Claim
        </Button>
        <Button hotkey="u" isDisabled={isBusy} onPress={() => void release(bulk, inHand)}>
          Release
        </Button>
        <Button hotkey="a" isDisabled={isBusy} onPress={() => onDialog('assign')}>
          Assign…
        </Button>
        <Button hotkey="s" isDisabled={isBusy} onPress={() => onDialog('status')}>
          Status…
        </Button>
        <Button hotkey="h" isDisabled={isBusy} onPress={() => onDialog('share')}>
          Share…
        </Button>
        <Button look="quiet" onPress={onClear}>
          Choose none
        </Button>
      </div>
    );
  return (
    <div role="toolbar" aria-label="The register" className={styles.tools}>
      <span className={styles.hint}>
        Space chooses · c claim · u release · a assign · s status · h share · Enter opens
      </span>
      {registers.allowed ? (
        <Button onPress={() => onDialog('register')}>Register by hand…</Button>
      ) : (
        <Tooltip text={why(registers) ?? 'Not yours to do'}>
          <Button isDisabled>Register by hand…</Button>
        </Tooltip>
      )}
      <Button onPress={() => onDialog('export')}>Export…</Button>
      {imports.allowed && (
        <Link to="/o/$op/import" params={{ op: operation.id }} className={styles.link}>
          Import…
        </Link>
      )}
    </div>
  );
}
