import type { OperationView } from '@liaison/contracts';
import type { MemberRole } from '@liaison/domain';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useNominate } from '../../data/members.js';
import { useMe } from '../../data/session.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import { rolesFor } from './roles.js';

const form = 'nominate';

/** One person of the own agency, with role and, if wanted, an end. They read from the moment it is saved. */
export function NominateDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const { data: colleagues } = useColleagues();
  const nominate = useNominate(operation.id);
  const roles = rolesFor(operation, me.agency.id);
  const [person, setPerson] = useState<string | null>(null);
  const [role, setRole] = useState<MemberRole>(roles.length === 1 ? 'observer' : 'investigator');
  const [until, setUntil] = useState('');
  const members = new Set(operation.members.map((one) => one.person.id));
  const people = (colleagues ?? [])
    .filter((one) => one.active && !members.has(one.id))
    .map((one) => ({ value: one.id, label: one.name, note: one.handle }));
  const submit = async (): Promise<void> => {
    if (person === null) return;
    const member = await nominate.run({ person, role, ...(until !== '' && { until }) });
    if (!member) return;
    toast({ text: `${member.person.name} is in ${operation.codeName}.` });
    onClose();
  };
  return (
    <Dialog
      title={`Nominate a person of ${me.agency.code}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={nominate.isBusy} isDisabled={person === null}>
            Nominate
          </Button>
        </>
      }
    >
      <Form id={form} label="The nomination" onSubmit={() => void submit()}>
        <Refused problem={nominate.problem} title="The person was not nominated" beside={['person', 'role', 'until']} />
        <ComboBox
          label="Person"
          options={people}
          value={person}
          onChange={setPerson}
          empty="Nobody else of your agency. Add people on the page of your agency."
          problem={nominate.of('person')}
        />
        <RadioGroup label="Role" options={roles} value={role} onChange={setRole} />
        <TextField
          label="Last day (may be left out)"
          type="date"
          value={until}
          onChange={setUntil}
          hint="The seat ends with this day by itself."
          problem={nominate.of('until')}
        />
      </Form>
    </Dialog>
  );
}
