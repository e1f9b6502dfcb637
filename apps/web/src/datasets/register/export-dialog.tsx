import type { OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { useExportRegister } from '../../data/datasets.js';
import { useMe } from '../../data/session.js';
import { Button } from '../../ui/button.js';
import { saveFile } from '../../ui/csv.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';

const form = 'export-register';

/** The own agency's part of the register, in its own columns and words. A disclosure, with its reason. */
export function ExportDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const take = useExportRegister(operation.id);
  const [ground, setGround] = useState('');
  const submit = async (): Promise<void> => {
    if (ground.trim() === '') return;
    const table = await take.run(ground.trim());
    if (table === null) return;
    saveFile(`${operation.codeName}-${me.agency.code}-register.csv`, table);
    toast({ text: 'The register is exported. The export and its reason are recorded.' });
    onClose();
  };
  return (
    <Dialog
      title={`Export ${me.agency.code}’s register`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={take.isBusy} isDisabled={ground.trim() === ''}>
            Export as CSV
          </Button>
        </>
      }
    >
      <Form id={form} label="Export" onSubmit={() => void submit()}>
        <Refused problem={take.problem} title="Nothing was exported" beside={['ground']} />
        <p>
          Only {me.agency.code}’s own datasets, in the columns and words of your last import. What others gave you stays
          here.
        </p>
        <TextArea
          label="What is it for?"
          rows={3}
          value={ground}
          onChange={setGround}
          autoFocus
          maxLength={500}
          hint="Recorded with the export. Without names or content: auditors read it."
          problem={take.of('ground')}
        />
      </Form>
    </Dialog>
  );
}
