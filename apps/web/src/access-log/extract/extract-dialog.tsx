import { useState } from 'react';
import { useExtract } from '../../data/extract.js';
import { startOf, type LogQuery } from '../../data/log.js';
import { Button } from '../../ui/button.js';
import { saveFile } from '../../ui/csv.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Form, FieldRow } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import type { LogWords } from '../log-words.js';

const form = 'take-extract';
const none = 'none';

export interface ExtractDialogProps {
  /** Its times and operation are proposed; nothing else narrows an extract, for none of its range may be missing. */
  readonly query: LogQuery;
  readonly words: LogWords;
  readonly onClose: () => void;
}

/** Records with their proofs, to be checked on a machine without network. */
export function ExtractDialog({ query, words, onClose }: ExtractDialogProps) {
  const take = useExtract();
  const [from, setFrom] = useState((startOf(query) ?? '').slice(0, 16));
  const [to, setTo] = useState((query.to ?? '').slice(0, 16));
  const [operation, setOperation] = useState<string | null>(query.operation ?? null);
  const submit = async (): Promise<void> => {
    if (from === '' || operation === null) return;
    const file = await take.run({
      from: `${from}:00Z`,
      ...(to !== '' && { to: `${to}:00Z` }),
      ...(operation !== none && { operation }),
    });
    if (file === null) return;
    saveFile('access-log-extract.zip', file);
    toast({ text: 'The extract is taken, and recorded. Check it with LOOK.html or liaison log verify.' });
    onClose();
  };
  return (
    <Dialog
      title="Take an extract"
      isOpen
      onClose={onClose}
      isDismissable={!take.isBusy}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            type="submit"
            form={form}
            isPending={take.isBusy}
            isDisabled={from === '' || operation === null}
          >
            Take the extract
          </Button>
        </>
      }
    >
      <Form id={form} label="Extract" onSubmit={() => void submit()}>
        <Refused problem={take.problem} title="No extract was taken" beside={['from', 'to']} />
        <p>
          A zip with every record of your agency’s scope in a range of time, with proofs. Anybody can check without
          network that each stands in the log and that none of the range is missing. Taking it is a record.
        </p>
        <FieldRow>
          <TextField
            label="From (UTC)"
            type="datetime-local"
            value={from}
            onChange={setFrom}
            problem={take.of('from')}
          />
          <TextField
            label="Before (UTC)"
            type="datetime-local"
            value={to}
            onChange={setTo}
            hint="Left empty: until a minute ago."
            problem={take.of('to')}
          />
        </FieldRow>
        <Select
          label="Operation"
          options={[
            { value: none, label: 'What belongs to no operation' },
            ...words.operations.map((one) => ({ value: one.id, label: one.codeName })),
          ]}
          value={operation}
          onChange={setOperation}
          hint="One extract, one operation. What was done with a dataset belongs to its operation."
        />
        {take.isBusy && <p role="status">It waits until its own record stands in the signed log: a few seconds.</p>}
      </Form>
    </Dialog>
  );
}
