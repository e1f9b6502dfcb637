import type { MemberLineError, OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { useNominateList } from '../../data/members.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { Refused } from '../../ui/refused.js';
import { Table } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import styles from './members.module.css';
import { rolesFor } from './roles.js';
import { useMe } from '../../data/session.js';

interface Outcome {
  readonly nominated: number;
  readonly errors: readonly (MemberLineError & { readonly text: string })[];
}

/** Many at once. Lines that cannot be taken stay in the box with their reasons; nothing is taken half. */
export function NominateListDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const nominate = useNominateList(operation.id);
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const roles = rolesFor(operation, me.agency.id).map((role) => role.value);
  const run = async (mode: 'all_or_nothing' | 'good_lines'): Promise<void> => {
    const answer = await nominate.run({ text, mode });
    if (!answer) return;
    const lines = text.split(/\r\n|\r|\n/);
    const errors = answer.errors.map((error) => ({ ...error, text: lines[error.line - 1] ?? '' }));
    if (errors.length === 0) {
      toast({ text: `${answer.nominated.length} people are in ${operation.codeName}.` });
      return onClose();
    }
    const left = answer.nominated.length > 0 ? errors.map((error, index) => ({ ...error, line: index + 1 })) : errors;
    if (answer.nominated.length > 0) setText(errors.map((error) => error.text).join('\n'));
    setOutcome({ nominated: answer.nominated.length, errors: left });
  };
  return (
    <Dialog
      title={`Nominate people of ${me.agency.code} from a list`}
      isOpen
      onClose={onClose}
      size="wide"
      isDismissable={text === ''}
      foot={
        <>
          <Button onPress={onClose}>{outcome && outcome.nominated > 0 ? 'Close' : 'Cancel'}</Button>
          {outcome?.nominated === 0 && (
            <Button isPending={nominate.isBusy} onPress={() => void run('good_lines')}>
              Nominate the good lines
            </Button>
          )}
          <Button
            look="main"
            isPending={nominate.isBusy}
            isDisabled={text.trim() === ''}
            onPress={() => void run('all_or_nothing')}
          >
            Nominate all
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused problem={nominate.problem} title="Nobody was nominated" kept="The list is still in the box." />
        <TextArea
          label="One person a line: handle;role;last day"
          rows={8}
          value={text}
          onChange={setText}
          autoFocus
          placeholder={`ana.visser;investigator;${operation.endsOn}\nluc.peeters;analyst`}
          hint={`Roles: ${roles.join(', ')}. The last day may be left out. At most 200 lines.`}
        />
        {outcome && <Errors outcome={outcome} />}
      </div>
    </Dialog>
  );
}

function Errors({ outcome: { nominated, errors } }: { readonly outcome: Outcome }) {
  return (
    <>
      <p role="status">
        {nominated > 0 ? `${nominated} nominated. ` : 'Nobody was nominated. '}
        {errors.length} {errors.length === 1 ? 'line' : 'lines'} cannot be taken
        {nominated > 0 && ' and stayed in the box'}:
      </p>
      <Table
        label="Lines that cannot be taken"
        rows={errors}
        keyOf={(row) => String(row.line)}
        columns={[
          { id: 'line', header: 'Line', align: 'end', tight: true, names: true, cell: (row) => row.line },
          { id: 'text', header: 'Text', mono: true, cell: (row) => row.text },
          { id: 'reason', header: 'Reason', cell: (row) => row.reason },
        ]}
      />
    </>
  );
}
