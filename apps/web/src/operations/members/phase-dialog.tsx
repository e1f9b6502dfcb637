import type { OperationView } from '@liaison/contracts';
import type { OperationPhase } from '@liaison/domain';
import { useState } from 'react';
import { useChangePhase } from '../../data/members.js';
import { phaseWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './members.module.css';

const notes: Partial<Readonly<Record<OperationPhase, string>>> = {
  active: 'The work in the room. Whoever is invited from now on is admitted with the answers of those already in.',
  dissemination: 'Results go out to the countries.',
  follow_up: 'The room is empty; outcomes come back.',
};
const started = ['active', 'dissemination', 'follow_up'] as const;

/** The next phase. Back to preparation it never goes; closing takes two people and is not here. */
export function PhaseDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const change = useChangePhase(operation.id);
  const options = started
    .filter((one) => one !== operation.phase)
    .map((value) => ({ value, label: phaseWords[value], note: notes[value] ?? '' }));
  const [phase, setPhase] = useState<OperationPhase>(options[0]?.value ?? 'active');
  const run = async (): Promise<void> => {
    if ((await change.run({ version: operation.version, phase })) === null) return;
    toast({ text: `${operation.codeName}: ${phaseWords[phase].toLowerCase()}. Everybody in it has been told.` });
    onClose();
  };
  return (
    <Dialog
      title={`Phase of ${operation.codeName}`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isPending={change.isBusy} onPress={() => void run()}>
            Change to {phaseWords[phase].toLowerCase()}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused
          problem={change.problem}
          title="The phase was not changed"
          kept="It stands as it was. If somebody changed it meanwhile, close this and look again."
        />
        <p>Now: {phaseWords[operation.phase].toLowerCase()}.</p>
        <RadioGroup label="Next phase" options={options} value={phase} onChange={setPhase} />
      </div>
    </Dialog>
  );
}
