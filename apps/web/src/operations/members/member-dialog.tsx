import type { MemberView, OperationView } from '@liaison/contracts';
import type { MemberRole } from '@liaison/domain';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useChangeMember, useDelegateReleases, useRemoveMember, useReplaceMember } from '../../data/members.js';
import { Button } from '../../ui/button.js';
import { Checkbox, RadioGroup } from '../../ui/choice.js';
import { ComboBox } from '../../ui/combo-box.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { FormButtons } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { lastDayOf } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import styles from './members.module.css';
import { rolesFor } from './roles.js';

export interface MemberDialogProps {
  readonly operation: OperationView;
  readonly member: MemberView;
  readonly onClose: () => void;
}

/** A coordinator changes, replaces or removes somebody of the own agency. */
export function MemberDialog({ operation, member, onClose }: MemberDialogProps) {
  const done = (text: string): void => {
    toast({ text });
    onClose();
  };
  return (
    <Dialog title={member.person.name} isOpen onClose={onClose} foot={<Button onPress={onClose}>Close</Button>}>
      <div className={styles.stack}>
        <ChangeSeat operation={operation} member={member} onDone={done} />
        <Delegate operation={operation} member={member} />
        <Replace operation={operation} member={member} onDone={done} />
        <Remove operation={operation} member={member} onDone={done} />
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly operation: OperationView;
  readonly member: MemberView;
  readonly onDone: (text: string) => void;
}

function ChangeSeat({ operation, member, onDone }: PartProps) {
  const change = useChangeMember(operation.id, member.id);
  const [role, setRole] = useState<MemberRole>(member.role);
  const before = member.until === null ? '' : lastDayOf(member.until);
  const [until, setUntil] = useState(before);
  const isSame = role === member.role && until === before;
  const save = async (): Promise<void> => {
    const input = {
      ...(role !== member.role && { role }),
      ...(until !== before && { until: until === '' ? null : until }),
    };
    if (await change.run(input)) onDone(`${member.person.name}: changed.`);
  };
  return (
    <>
      <Refused problem={change.problem} title="Nothing was changed" beside={['role', 'until']} />
      <RadioGroup label="Role" options={rolesFor(operation, member.person.agency)} value={role} onChange={setRole} />
      <TextField
        label="Last day (empty: to the end)"
        type="date"
        value={until}
        onChange={setUntil}
        problem={change.of('until')}
      />
      <FormButtons>
        <Button look="main" isDisabled={isSame} isPending={change.isBusy} onPress={() => void save()}>
          Save
        </Button>
      </FormButtons>
    </>
  );
}

function Delegate({ operation, member }: Omit<PartProps, 'onDone'>) {
  const delegate = useDelegateReleases(operation.id, member.id);
  return (
    <Section title="Release requests">
      <Refused problem={delegate.problem} title="Nothing was changed" kept="It stands as it was." />
      <Checkbox
        isSelected={member.answersReleases}
        isDisabled={delegate.isBusy || (member.role === 'observer' && !member.answersReleases)}
        onChange={(answers) => void delegate.run(answers)}
        note="Beside your agency’s coordinators, in this operation, until you end it or the membership ends. Nothing else is given."
      >
        Answers requests for what your agency decides on
      </Checkbox>
    </Section>
  );
}

function Replace({ operation, member, onDone }: PartProps) {
  const { data: colleagues } = useColleagues();
  const replace = useReplaceMember(operation.id, member.id);
  const [successor, setSuccessor] = useState<string | null>(null);
  const people = (colleagues ?? [])
    .filter((one) => one.active && one.id !== member.person.id)
    .map((one) => ({ value: one.id, label: one.name, note: one.handle }));
  const run = async (): Promise<void> => {
    const next = successor === null ? null : await replace.run(successor);
    if (next) onDone(`${next.person.name} has taken the place of ${member.person.name}.`);
  };
  return (
    <Section title="Replace">
      <p className="meta">
        Seats, claims, tasks, drafts and due acknowledgements pass to the successor, who reads what the seat could read.
      </p>
      <Refused problem={replace.problem} title="Nobody was replaced" beside={['successor']} />
      <div className={styles.answer}>
        <ComboBox
          label="Successor"
          options={people}
          value={successor}
          onChange={setSuccessor}
          empty="Nobody else of your agency"
          problem={replace.of('successor')}
        />
        <Button isDisabled={successor === null} isPending={replace.isBusy} onPress={() => void run()}>
          Put in place
        </Button>
      </div>
    </Section>
  );
}

function Remove({ operation, member, onDone }: PartProps) {
  const remove = useRemoveMember(operation.id, member.id);
  const [isSure, setSure] = useState(false);
  const run = async (): Promise<void> => {
    if (await remove.run()) onDone(`${member.person.name} is removed and reads nothing more.`);
  };
  return (
    <Section title="Remove">
      <Refused problem={remove.problem} title="Nobody was removed" kept="The seat is as it was." />
      {isSure ? (
        <>
          <p>
            {member.person.name} loses sight of everything in {operation.codeName} at once, in every open window. What
            they wrote stays, with their name.
          </p>
          <FormButtons>
            <Button look="danger" isPending={remove.isBusy} onPress={() => void run()}>
              Remove now
            </Button>
            <Button onPress={() => setSure(false)}>Keep</Button>
          </FormButtons>
        </>
      ) : (
        <FormButtons>
          <Button look="danger" isDisabled={!operation.actions['member.remove'].allowed} onPress={() => setSure(true)}>
            Remove from the operation…
          </Button>
        </FormButtons>
      )}
    </Section>
  );
}
