import { useState } from 'react';
import { useDirectory } from '../../data/operations.js';
import { roleWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { titleOf, type WorkDialogProps } from './work-dialog.js';

const form = 'assign';

/** The lead gives work to somebody who reads where it is done. */
export function AssignDialog({ rows, operation, bulk, onClose }: WorkDialogProps) {
  const directory = useDirectory(operation);
  const [person, setPerson] = useState<string | null>(null);
  const places = operation.compartments.filter((one) => rows.some((row) => row.share.compartment === one.id));
  const people = operation.members
    .filter((one) => one.role !== 'observer' && places.every((place) => place.readers.includes(one.person.id)))
    .map((one) => ({
      value: one.person.id,
      label: one.person.name,
      note: `${directory.codeOf(one.person.agency)} · ${roleWords[one.role]}`,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const submit = (): void => {
    if (person === null) return;
    onClose();
    void bulk.run(`Assign to ${directory.nameOf(person)}`, 'share.assign', rows, ({ id, version }) => ({
      share: id,
      version,
      person,
    }));
  };
  return (
    <Dialog
      title={`Assign ${titleOf(rows)}`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isDisabled={person === null}>
            Assign
          </Button>
        </>
      }
    >
      <Form id={form} label="Assign" onSubmit={submit}>
        <ComboBox
          label="To"
          options={people}
          value={person}
          onChange={setPerson}
          empty="Nobody who reads there fits"
          hint="Somebody who reads where the work is. They are told, and it is their ground for opening it."
        />
      </Form>
    </Dialog>
  );
}
