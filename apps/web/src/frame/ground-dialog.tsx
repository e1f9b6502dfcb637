import type { Problem } from '@liaison/contracts';
import { useState } from 'react';
import { Button } from '../ui/button.js';
import { RadioGroup } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';

export interface GroundDialogProps {
  /** The `ground_required` answer: its `extra` has the operation's list. */
  readonly problem: Problem;
  readonly onState: (ground: string) => void;
  readonly onClose: () => void;
}

/** Why something is opened: one pick from the operation's list, or own words where the marking asks for them. */
export function GroundDialog({ problem, onState, onClose }: GroundDialogProps) {
  const grounds = groundsOf(problem);
  const isFree = problem.extra?.freeText === true;
  const [ground, setGround] = useState<string | null>(null);
  const stated = (ground ?? '').trim();
  return (
    <Dialog
      title="Why do you open this?"
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Do not open</Button>
          <Button look="main" isDisabled={stated === ''} onPress={() => onState(stated)}>
            Open
          </Button>
        </>
      }
    >
      <p>
        {isFree
          ? 'Its marking asks for a reason in your own words. It is recorded with this reading, once.'
          : 'Nothing here is your task. Your reason is recorded with what you read; you are asked once for this and this session.'}
      </p>
      {isFree ? (
        <TextArea
          label="Reason"
          value={ground ?? ''}
          onChange={setGround}
          autoFocus
          maxLength={500}
          hint="Without names or content: auditors read it."
        />
      ) : (
        <RadioGroup
          label="Ground"
          options={grounds.map((one) => ({ value: one, label: one }))}
          value={ground}
          onChange={setGround}
        />
      )}
    </Dialog>
  );
}

function groundsOf(problem: Problem): readonly string[] {
  const list = problem.extra?.grounds;
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
