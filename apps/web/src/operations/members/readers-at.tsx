import type { OperationView, ReadersView } from '@liaison/contracts';
import { useState } from 'react';
import { useReadersAt } from '../../data/members.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { Select } from '../../ui/select.js';
import { exactTime } from '../../ui/time.js';
import styles from './members.module.css';

/** Who could read a compartment at a moment ; empty for now. */
export function ReadersAt({ operation }: { readonly operation: OperationView }) {
  const ask = useReadersAt();
  const all = operation.compartments.find((one) => one.kind === 'all') ?? operation.compartments[0];
  const [compartment, setCompartment] = useState(all?.id ?? '');
  const [at, setAt] = useState('');
  const [found, setFound] = useState<ReadersView | null>(null);
  const name = operation.compartments.find((one) => one.id === found?.compartment)?.name ?? '';
  const submit = async (): Promise<void> => {
    const moment = at === '' ? {} : { at: new Date(at).toISOString() };
    setFound(await ask.run({ compartment, ...moment }));
  };
  return (
    <Section title="Who could read it then?">
      <Form label="Who could read it then" onSubmit={() => void submit()}>
        <Refused problem={ask.problem} title="There is no answer for that moment" beside={['at']} />
        <div className={styles.answer}>
          <Select
            label="Compartment"
            options={operation.compartments.map((one) => ({ value: one.id, label: one.name }))}
            value={compartment}
            onChange={setCompartment}
            className={styles.regime ?? ''}
          />
          <TextField
            label="Moment, in your time zone (empty: now)"
            type="datetime-local"
            value={at}
            onChange={setAt}
            problem={ask.of('at')}
          />
          <Button type="submit" isPending={ask.isBusy}>
            Show
          </Button>
        </div>
      </Form>
      {found && <Readers name={name} found={found} />}
    </Section>
  );
}

function Readers({ name, found }: { readonly name: string; readonly found: ReadersView }) {
  const codes = [...new Set(found.readers.map((one) => one.agency.code))].sort();
  return (
    <>
      <p role="status">
        {name}: {found.readers.length} {found.readers.length === 1 ? 'person' : 'people'} of {codes.length}{' '}
        {codes.length === 1 ? 'agency' : 'agencies'} on {exactTime(found.at)}.
      </p>
      <dl className={styles.readers}>
        {codes.map((code) => (
          <div key={code} style={{ display: 'contents' }}>
            <dt>{code}</dt>
            <dd>
              {found.readers
                .filter((one) => one.agency.code === code)
                .map((one) => one.person.name)
                .sort()
                .join(', ')}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
