import type { NewAgency } from '@liaison/contracts';
import { countries } from '@liaison/domain';
import { useState } from 'react';
import { useAddAgency } from '../../data/agency.js';
import { countryName } from '../../data/languages.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { FieldRow, Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import type { Option } from '../../ui/select.js';
import { LinkShown } from './link-shown.js';
import { PersonFields, personOf, type PersonTyped } from './person-fields.js';

const form = 'add-agency';
const places: readonly Option[] = [
  { value: 'international', label: 'International body' },
  ...countries
    .map((code) => ({ value: code, label: countryName(code), note: code }))
    .sort((a, b) => a.label.localeCompare(b.label)),
];
const beside = [
  'code',
  'name',
  'country',
  'firstCoordinator.name',
  'firstCoordinator.handle',
  'firstCoordinator.signInName',
];

/** Adds an agency and its first coordinator in one act. */
export function AddAgency({ onClose }: { readonly onClose: () => void }) {
  const add = useAddAgency();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [country, setCountry] = useState<string | null>(null);
  const [typed, setTyped] = useState<PersonTyped>({ name: '', handle: null, signInName: null });
  const [made, setMade] = useState<NewAgency | null>(null);
  const submit = async (): Promise<void> =>
    setMade(
      await add.run({
        code: code.trim(),
        name: name.trim(),
        country: country ?? '',
        firstCoordinator: personOf(typed, code.trim()),
      }),
    );
  if (made)
    return (
      <Dialog
        title={`${made.agency.code} is added`}
        isOpen
        isDismissable={false}
        onClose={onClose}
        foot={
          <Button look="main" onPress={onClose}>
            I have copied the link
          </Button>
        }
      >
        <LinkShown link={made} name={made.coordinator.name} />
      </Dialog>
    );
  return (
    <Dialog
      title="Add an agency"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={add.isBusy}>
            Add and make the link
          </Button>
        </>
      }
    >
      <Form id={form} label="The agency" onSubmit={() => void submit()}>
        <Refused problem={add.problem} title="The agency was not added" beside={beside} />
        <FieldRow>
          <TextField
            label="Code"
            mono
            autoFocus
            value={code}
            onChange={(next) => setCode(next.toUpperCase())}
            hint="Short, as everybody says it: NL, EUROPOL. It stays."
            problem={add.of('code')}
          />
          <ComboBox
            label="Country"
            options={places}
            value={country}
            onChange={setCountry}
            problem={add.of('country')}
          />
        </FieldRow>
        <TextField label="Name of the agency" value={name} onChange={setName} problem={add.of('name')} />
        <h3>First coordinator</h3>
        <PersonFields typed={typed} agencyCode={code} onChange={setTyped} reason={add.of} path="firstCoordinator." />
      </Form>
    </Dialog>
  );
}
