import type { AgencyRef, NewPerson } from '@liaison/contracts';
import { useState } from 'react';
import { useAddPerson } from '../../data/agency.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { LinkShown } from './link-shown.js';
import { PersonFields, personOf, type PersonTyped } from './person-fields.js';

const form = 'add-person';
const nobody: PersonTyped = { name: '', handle: null, signInName: null };

/** Adds somebody and shows their link, once. */
export function AddPerson({ agency, onClose }: { readonly agency: AgencyRef; readonly onClose: () => void }) {
  const add = useAddPerson();
  const [typed, setTyped] = useState(nobody);
  const [added, setAdded] = useState<NewPerson | null>(null);
  const input = personOf(typed, agency.code);
  const submit = async (): Promise<void> => setAdded(await add.run(input));
  if (added)
    return (
      <Dialog
        title={`${added.person.name} is added`}
        isOpen
        onClose={onClose}
        isDismissable={false}
        foot={
          <>
            <Button onPress={() => (setTyped(nobody), setAdded(null))}>Add another</Button>
            <Button look="main" onPress={onClose}>
              I have copied the link
            </Button>
          </>
        }
      >
        <LinkShown link={added} name={added.person.name} />
      </Dialog>
    );
  return (
    <Dialog
      title={`Add a person to ${agency.code}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={add.isBusy} isDisabled={input.name.trim() === ''}>
            Add and make the link
          </Button>
        </>
      }
    >
      <Form id={form} label="The person" onSubmit={() => void submit()}>
        <Refused problem={add.problem} title="The person was not added" beside={['name', 'handle', 'signInName']} />
        <PersonFields typed={typed} agencyCode={agency.code} onChange={setTyped} reason={add.of} />
      </Form>
    </Dialog>
  );
}
