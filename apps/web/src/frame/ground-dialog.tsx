import type { Problem } from '@liaison/contracts';
import { useReducer, useState } from 'react';
import { Button } from '../ui/button.js';
import type { Stated } from '../sync/open-threads.js';
import { Checkbox, RadioGroup } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';
import styles from './ground-dialog.module.css';

export interface GroundDialogProps {
  /** The `ground_required` or `h3_required` answer: its `extra` has the operation's list, the restriction, or both. */
  readonly problem: Problem;
  /** Something that is opened, unless said otherwise. */
  readonly about?: 'search';
  readonly onState: (stated: Stated) => void;
  readonly onClose: () => void;
}

/** What the person has stated so far: what is answered later adds to it. */
export const useStated = () => useReducer((before: Stated, more: Stated): Stated => ({ ...before, ...more }), {});

/** What is due before something is opened: its restriction acknowledged, and why; one pick, or own words where the marking asks for them. */
export function GroundDialog({ problem, about, onState, onClose }: GroundDialogProps) {
  const due = useDue(problem);
  const title = due.asksGround ? 'Why do you open this?' : 'Restricted: read this first';
  return (
    <Dialog
      title={about === 'search' ? 'Why do you search?' : title}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>{about === 'search' ? 'Do not search' : 'Do not open'}</Button>
          <Button look="main" isDisabled={!due.stated} onPress={() => due.stated && onState(due.stated)}>
            {about === 'search' ? 'Search' : 'Open'}
          </Button>
        </>
      }
    >
      <DueFields problem={problem} about={about} due={due} />
    </Dialog>
  );
}

/** The same inside a panel, where nothing else has to wait for it. */
export function GroundForm({ problem, onState }: Omit<GroundDialogProps, 'onClose' | 'about'>) {
  const due = useDue(problem);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (due.stated) onState(due.stated);
      }}
    >
      <DueFields problem={problem} due={due} />
      <Button type="submit" look="main" isDisabled={!due.stated}>
        Open
      </Button>
    </form>
  );
}

/** What is asked, what was answered so far, and with all of it answered what to send. */
function useDue(problem: Problem) {
  const [ground, setGround] = useState<string | null>(null);
  const [acknowledged, setAcknowledged] = useState<string | undefined>(undefined);
  const h3 = typeof problem.extra?.h3Text === 'string' ? problem.extra.h3Text : undefined;
  const asksGround = Array.isArray(problem.extra?.grounds);
  const why = (ground ?? '').trim();
  const isAnswered = (!asksGround || why !== '') && (h3 === undefined || h3 === acknowledged);
  const stated: Stated | null = isAnswered
    ? { ...(asksGround && { ground: why }), ...(h3 !== undefined && { h3 }) }
    : null;
  return { h3, asksGround, ground, setGround, acknowledged, setAcknowledged, stated };
}

interface DueFieldsProps {
  readonly problem: Problem;
  readonly about?: 'search' | undefined;
  readonly due: ReturnType<typeof useDue>;
}

function DueFields({ problem, about, due }: DueFieldsProps) {
  return (
    <>
      {due.h3 !== undefined && (
        <>
          <p>Whoever gave this restricts what may be done with it:</p>
          <blockquote className={styles.restriction}>{due.h3}</blockquote>
          <Checkbox
            isSelected={due.acknowledged === due.h3}
            onChange={(on) => due.setAcknowledged(on ? due.h3 : undefined)}
          >
            I have read this restriction and keep to it
          </Checkbox>
        </>
      )}
      {due.asksGround && <GroundPick problem={problem} about={about} ground={due.ground} onGround={due.setGround} />}
    </>
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
          autoFocus={problem.extra.h3Text === undefined}
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
