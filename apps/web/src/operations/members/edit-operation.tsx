import type { OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { linesOf } from '../../data/lines.js';
import { useEditOperation } from '../../data/members.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea, TextField } from '../../ui/field.js';
import { FieldRow, Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';

const form = 'edit-operation';

const wordsOf = (operation: OperationView) => ({
  purpose: operation.purpose,
  legalBasis: operation.legalBasis,
  grounds: operation.grounds.join('\n'),
  startsOn: operation.startsOn,
  endsOn: operation.endsOn,
  retentionDays: String(operation.retentionDays),
});
type Words = ReturnType<typeof wordsOf>;

/** What the lead may change. If somebody else did meanwhile, nothing is written and both stand side by side. */
export function EditOperation({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const edit = useEditOperation(operation.id);
  const [seen] = useState(operation);
  const [typed, setTyped] = useState(() => wordsOf(seen));
  const hasMoved = operation.version !== seen.version;
  const submit = async (): Promise<void> => {
    const { grounds, retentionDays, ...words } = typed;
    const input = { ...words, grounds: linesOf(grounds), retentionDays: Number(retentionDays) };
    if ((await edit.run({ version: operation.version, ...input })) === null) return;
    toast({ text: `${operation.codeName} is changed.` });
    onClose();
  };
  return (
    <Dialog
      title={`Edit ${operation.codeName}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={edit.isBusy}>
            {hasMoved ? 'Save mine over theirs' : 'Save'}
          </Button>
        </>
      }
    >
      <Form id={form} label="The operation" onSubmit={() => void submit()}>
        <Refused problem={edit.problem} title="Nothing was changed" beside={Object.keys(typed)} />
        {hasMoved && (
          <p role="status">Somebody changed the operation while you wrote. Their words stand under yours.</p>
        )}
        <Fields typed={typed} before={wordsOf(seen)} now={wordsOf(operation)} onChange={setTyped} reason={edit.of} />
      </Form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly typed: Words;
  readonly before: Words;
  readonly now: Words;
  readonly onChange: (words: Words) => void;
  readonly reason: (path: string) => string | null;
}

function Fields({ typed, before, now, onChange, reason }: FieldsProps) {
  const field = (name: keyof Words) => ({
    value: typed[name],
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
    problem: reason(name),
    ...(now[name] !== before[name] && { hint: `Changed meanwhile to: ${now[name].replaceAll('\n', ' · ')}` }),
  });
  return (
    <>
      <TextArea label="Purpose" rows={3} {...field('purpose')} />
      <TextArea label="Legal basis" rows={3} {...field('legalBasis')} />
      <TextArea label="Grounds, one a line" rows={5} {...field('grounds')} />
      <FieldRow>
        <TextField label="First day" type="date" {...field('startsOn')} />
        <TextField label="Last day" type="date" {...field('endsOn')} />
        <TextField label="Retention in days" inputMode="numeric" {...field('retentionDays')} />
      </FieldRow>
    </>
  );
}
