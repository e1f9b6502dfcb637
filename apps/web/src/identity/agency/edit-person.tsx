import type { AgencyPerson, SetPasswordLink } from '@liaison/contracts';
import { agencyDuties } from '@liaison/domain';
import { useState } from 'react';
import { useChangePerson, useNewLink } from '../../data/agency.js';
import { useMe } from '../../data/session.js';
import { Button } from '../../ui/button.js';
import { Checkbox, CheckboxGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import { agencyDutyNotes, agencyDutyWords } from '../duty-words.js';
import styles from './agency.module.css';
import { LinkShown } from './link-shown.js';

const dutyOptions = agencyDuties.map((duty) => ({
  value: duty,
  label: agencyDutyWords[duty],
  note: agencyDutyNotes[duty],
}));

/** Duties, a new link, and an end. Whoever loses a duty is signed out everywhere at once. */
export function EditPerson({ person, onClose }: { readonly person: AgencyPerson; readonly onClose: () => void }) {
  const me = useMe();
  const change = useChangePerson();
  const renew = useNewLink();
  const [duties, setDuties] = useState(person.duties);
  const [oversight, setOversight] = useState(person.oversight);
  const [link, setLink] = useState<SetPasswordLink | null>(null);
  const lost = person.duties.some((duty) => !duties.includes(duty)) || (person.oversight && !oversight);
  const isSame = !lost && duties.length === person.duties.length && oversight === person.oversight;
  const save = async (): Promise<void> => {
    if ((await change.run({ person: person.id, duties, oversight })) === null) return;
    toast({ text: `${person.name}: duties changed.` });
    onClose();
  };
  const setActive = async (active: boolean): Promise<void> => {
    if ((await change.run({ person: person.id, active })) === null) return;
    toast({
      text: active ? `${person.name} can sign in again.` : `${person.name} is deactivated and signed out everywhere.`,
    });
    onClose();
  };
  return (
    <Dialog
      title={person.name}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{link ? 'Close' : 'Cancel'}</Button>
          <Button look="main" isDisabled={isSame} isPending={change.isBusy} onPress={() => void save()}>
            Save the duties
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused
          problem={change.problem ?? renew.problem}
          title="Nothing was changed"
          kept="The choices are as you made them."
        />
        <CheckboxGroup
          label="Duties"
          options={dutyOptions}
          value={duties}
          onChange={setDuties}
          isDisabled={!person.active}
        />
        <Checkbox
          isSelected={oversight}
          onChange={setOversight}
          isDisabled={!person.active}
          note="Reads the log across all agencies of the operations that this agency hosts"
        >
          Oversight officer
        </Checkbox>
        <p className="meta">
          One person is at most one of: member or coordinator, auditor, oversight officer.
          {lost && ' Who loses a duty is signed out everywhere at once.'}
        </p>
        {link ? (
          <LinkShown link={link} name={person.name} />
        ) : (
          <div className={styles.pills}>
            <Button
              isDisabled={!person.active}
              isPending={renew.isBusy}
              onPress={() => void renew.run(person.id).then(setLink)}
            >
              Make a new password link
            </Button>
            {me.person.id !== person.id && (
              <Activity isActive={person.active} isBusy={change.isBusy} onChange={(on) => void setActive(on)} />
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface ActivityProps {
  readonly isActive: boolean;
  readonly isBusy: boolean;
  readonly onChange: (active: boolean) => void;
}

function Activity({ isActive, isBusy, onChange }: ActivityProps) {
  return (
    <Button look={isActive ? 'danger' : 'plain'} isPending={isBusy} onPress={() => onChange(!isActive)}>
      {isActive ? 'Deactivate' : 'Activate again'}
    </Button>
  );
}
