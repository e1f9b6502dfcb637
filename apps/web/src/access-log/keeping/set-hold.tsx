import { holdKinds, limits, type HoldKind } from '@liaison/domain';
import { useState } from 'react';
import { useSetHold } from '../../data/keeping.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea, TextField } from '../../ui/field.js';
import { FieldRow, Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import type { LogWords } from '../log-words.js';
import { HoldSubject } from './hold-subject.js';
import { coverInWords, holdKindWords, type HoldAbout } from './hold-words.js';

const form = 'set-hold';
const kinds = holdKinds.map((value) => ({ value, ...holdKindWords[value] }));

export interface SetHoldProps {
  readonly words: LogWords;
  readonly about?: HoldAbout;
  readonly onClose: () => void;
}

/** What shall not be erased, of which times, and why. */
export function SetHold({ words, about, onClose }: SetHoldProps) {
  const set = useSetHold();
  const [kind, setKind] = useState<HoldKind>(about?.kind ?? 'person');
  // One for each kind: who looks at another kind and comes back finds what they had chosen.
  const [subjects, setSubjects] = useState<Readonly<Partial<Record<HoldKind, string>>>>(
    about ? { [about.kind]: about.subject } : {},
  );
  const [times, setTimes] = useState<TimesTyped>({ from: '', to: '' });
  const [reason, setReason] = useState('');
  const subject = subjects[kind]?.trim() ?? '';
  const isWhole = subject !== '' && reason.trim() !== '';
  const submit = async (): Promise<void> => {
    if (!isWhole) return;
    const hold = await set.run({
      kind,
      subject,
      reason: reason.trim(),
      ...(times.from !== '' && { from: `${times.from}:00Z` }),
      ...(times.to !== '' && { to: `${times.to}:00Z` }),
    });
    if (hold === null) return;
    toast({ text: `The hold is set: nothing that it covers is erased. ${coverInWords(hold)}` });
    onClose();
  };
  return (
    <Dialog
      title="Set a legal hold"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={set.isBusy} isDisabled={!isWhole}>
            Set the hold
          </Button>
        </>
      }
    >
      <Form id={form} label="Legal hold" onSubmit={() => void submit()}>
        <Refused
          problem={set.problem}
          title="No hold was set"
          beside={['kind', 'subject', 'reference', 'from', 'to', 'reason']}
        />
        <RadioGroup label="On" options={kinds} value={kind} onChange={setKind} problem={set.of('kind')} />
        <HoldSubject
          key={kind}
          kind={kind}
          value={subjects[kind] ?? null}
          onChange={(value) => setSubjects({ ...subjects, [kind]: value ?? '' })}
          words={words}
          {...(about && { about })}
          problem={set.of('subject') ?? set.of('reference')}
        />
        <Times times={times} onChange={setTimes} reason={set.of} />
        <TextArea
          label="Why"
          value={reason}
          onChange={setReason}
          maxLength={limits.reason}
          hint="It stands in the hold alone, in no record. Your side alone reads it."
          problem={set.of('reason')}
        />
      </Form>
    </Dialog>
  );
}

/** In UTC, to the minute; empty where it is open. */
interface TimesTyped {
  readonly from: string;
  readonly to: string;
}

interface TimesProps {
  readonly times: TimesTyped;
  readonly onChange: (times: TimesTyped) => void;
  readonly reason: (path: string) => string | null;
}

const Times = ({ times, onChange, reason }: TimesProps) => (
  <FieldRow>
    <TextField
      label="Records from (UTC)"
      type="datetime-local"
      value={times.from}
      onChange={(from) => onChange({ ...times, from })}
      hint="Left empty: from the first."
      problem={reason('from')}
    />
    <TextField
      label="Until before (UTC)"
      type="datetime-local"
      value={times.to}
      onChange={(to) => onChange({ ...times, to })}
      hint="Left empty: what comes too."
      problem={reason('to')}
    />
  </FieldRow>
);
