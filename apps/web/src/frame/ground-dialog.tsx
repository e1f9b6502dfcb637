import type { Problem } from '@liaison/contracts';
import { useState } from 'react';
import { Button } from '../ui/button.js';
import { RadioGroup } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';
import styles from './ground-dialog.module.css';

export interface GroundDialogProps {
  /** The `ground_required` answer: its `extra` has the operation's list. */
  readonly problem: Problem;
  /** Something that is opened, unless said otherwise. */
  readonly about?: 'search';
  readonly onState: (ground: string) => void;
  readonly onClose: () => void;
}

/** Why something is opened: one pick from the operation's list, or own words where the marking asks for them. */
export function GroundDialog({ problem, about, onState, onClose }: GroundDialogProps) {
  const [ground, setGround] = useState<string | null>(null);
  const stated = (ground ?? '').trim();
  return (
    <Dialog
      title={about === 'search' ? 'Why do you search?' : 'Why do you open this?'}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>{about === 'search' ? 'Do not search' : 'Do not open'}</Button>
          <Button look="main" isDisabled={stated === ''} onPress={() => onState(stated)}>
            {about === 'search' ? 'Search' : 'Open'}
          </Button>
        </>
      }
    >
      <GroundPick problem={problem} about={about} ground={ground} onGround={setGround} />
    </Dialog>
  );
}

/** The same inside a panel, where nothing else has to wait for it. */
export function GroundForm({ problem, onState }: Omit<GroundDialogProps, 'onClose' | 'about'>) {
  const [ground, setGround] = useState<string | null>(null);
  const stated = (ground ?? '').trim();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (stated !== '') onState(stated);
      }}
    >
      <GroundPick problem={problem} ground={ground} onGround={setGround} />
      <Button type="submit" look="main" isDisabled={stated === ''}>
        Open
      </Button>
    </form>
  );
}

interface GroundPickProps {
  readonly problem: Problem;
  readonly about?: 'search' | undefined;
  readonly ground: string | null;
  readonly onGround: (ground: string) => void;
}

function GroundPick({ problem, about, ground, onGround }: GroundPickProps) {
  if (problem.extra?.freeText === true)
    return (
      <>
        <p>Its marking asks for a reason in your own words. It is recorded with this reading, once.</p>
        <TextArea
          label="Reason"
          value={ground ?? ''}
          onChange={onGround}
          autoFocus
          maxLength={500}
          hint="Without names or content: auditors read it."
        />
      </>
    );
  return (
    <>
      <p>
        {about === 'search'
          ? 'A search shows words of many threads. Your reason is recorded with what it finds; you are asked once a session.'
          : 'Nothing here is your task. Your reason is recorded with what you read; you are asked once for this and this session.'}
      </p>
      <RadioGroup
        label="Ground"
        options={groundsOf(problem).map((one) => ({ value: one, label: one }))}
        value={ground}
        onChange={onGround}
      />
    </>
  );
}

function groundsOf(problem: Problem): readonly string[] {
  const list = problem.extra?.grounds;
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
