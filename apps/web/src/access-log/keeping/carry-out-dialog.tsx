import type { Erasure, Id } from '@liaison/contracts';
import type { Act } from '../../data/act.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './keeping.module.css';
import { Obstacles } from './obstacles.js';

export interface CarryOutDialogProps {
  readonly erasure: Erasure;
  readonly name: string;
  readonly act: Act<Id, Erasure>;
  readonly obstacles: readonly string[];
  readonly onClose: () => void;
}

/** Says what goes and what stays, and asks once more. */
export function CarryOutDialog({ erasure, name, act, obstacles, onClose }: CarryOutDialogProps) {
  const run = async (): Promise<void> => {
    const done = await act.run(erasure.id);
    if (done === null) return;
    toast({ text: `Erased: values of ${(done.records ?? 0).toLocaleString()} records. What was done stays provable.` });
    onClose();
  };
  return (
    <Dialog
      title={`Erase ${name} from the log?`}
      isOpen
      onClose={onClose}
      role="alertdialog"
      isDismissable={!act.isBusy}
      foot={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button look="danger" isPending={act.isBusy} onPress={() => void run()}>
            Erase now
          </Button>
        </>
      }
    >
      <Refused problem={act.problem} title="Nothing was erased" kept="Every value is still there." />
      {obstacles.length > 0 && <Obstacles obstacles={obstacles} />}
      <p>
        <strong>There is no way back.</strong> Whoever needs these records for proceedings sets a hold first. If a hold
        covers any of them, nothing is erased.
      </p>
      <div className={styles.both}>
        <div>
          <h3>What goes</h3>
          <ul className={styles.points}>
            <li>In the records of their acts: who, role, address, session, ground, and your agency’s objects</li>
            <li>
              In your agency’s other records that name them: all of your agency’s objects and the detail, with everybody
              else who is named there, such as those nominated in the same list
            </li>
            <li>Your auditors’ questions about them</li>
            <li>Sign-in, sessions, duties, drafts, and their name in the directory</li>
          </ul>
        </div>
        <div>
          <h3>What remains</h3>
          <ul className={styles.points}>
            <li>That an act took place: your agency, when, which act, with what result</li>
            <li>What belongs to other agencies in it</li>
            <li>Every entry and proof; an extract prints “erased”</li>
            <li>What they wrote in operations, by “Erased person”</li>
            <li>Copies outside: extracts, backups, systems that the log is sent on to</li>
          </ul>
        </div>
      </div>
      {act.isBusy && <p role="status">It waits until its record stands in the signed log: a few seconds.</p>}
    </Dialog>
  );
}
