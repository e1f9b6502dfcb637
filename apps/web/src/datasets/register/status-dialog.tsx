import { datasetStatuses, type DatasetStatus } from '@liaison/domain';
import { useState } from 'react';
import { statusWords } from '../../data/dataset-words.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { titleOf, type WorkDialogProps } from './work-dialog.js';

const form = 'set-status';
const notes: Partial<Readonly<Record<DatasetStatus, string>>> = {
  in_analysis: 'Somebody has claimed it or has it assigned',
  analysed: 'Somebody has claimed it or has it assigned',
};
/** `claimed` comes by claiming. */
const options = datasetStatuses
  .filter((one) => one !== 'claimed')
  .map((value) => ({ value, label: statusWords[value], ...(notes[value] !== undefined && { note: notes[value] }) }));

/** How far the work on some datasets is. */
export function StatusDialog({ rows, bulk, onClose }: WorkDialogProps) {
  const first = rows[0]?.share;
  const [status, setStatus] = useState<DatasetStatus | null>(
    first?.withdrawnBy === null && first.status !== 'claimed' ? first.status : null,
  );
  const submit = (): void => {
    if (status === null) return;
    onClose();
    void bulk.run(`Status: ${statusWords[status]}`, 'share.set_status', rows, ({ id, version }) => ({
      share: id,
      version,
      status,
    }));
  };
  return (
    <Dialog
      title={`Status of ${titleOf(rows)}`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isDisabled={status === null}>
            Set
          </Button>
        </>
      }
    >
      <Form id={form} label="Status" onSubmit={submit}>
        <RadioGroup label="Status" options={options} value={status} onChange={setStatus} />
      </Form>
    </Dialog>
  );
}
