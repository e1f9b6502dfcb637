import type { AgencyRef, OperationView } from '@liaison/contracts';
import { useState } from 'react';
import { useAgencies } from '../../data/agency.js';
import { useInvite } from '../../data/members.js';
import { Button } from '../../ui/button.js';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './members.module.css';

type Kind = 'participant' | 'observer';
const kinds = [
  { value: 'participant', label: 'Participants', note: 'Read and write with all participants' },
  { value: 'observer', label: 'Observers', note: 'In nothing but compartments they are named in, until a last day' },
] as const;

interface Choice {
  readonly agencies: readonly string[];
  readonly kind: Kind;
  readonly until: string;
  readonly desk: boolean;
}

/** Invites some agencies, one after another; a refusal stops there, and the rest stay chosen. */
export function InviteDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView;
  readonly onClose: () => void;
}) {
  const invite = useInvite(operation.id);
  const [choice, setChoice] = useState<Choice>({ agencies: [], kind: 'participant', until: '', desk: false });
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const { agencies, kind, until, desk } = choice;
  const isComplete = agencies.length > 0 && (kind === 'participant' || until !== '');
  const run = async (): Promise<void> => {
    for (const [done, agency] of agencies.entries()) {
      setProgress({ done, of: agencies.length });
      const input = { agency, kind, ...(until !== '' && { until }), ...(desk && agencies.length === 1 && { desk }) };
      if ((await invite.run(input)) !== null) continue;
      setChoice({ ...choice, agencies: agencies.slice(done) });
      return setProgress(null);
    }
    toast({ text: agencies.length === 1 ? 'One agency is invited.' : `${agencies.length} agencies are invited.` });
    onClose();
  };
  return (
    <Dialog
      title={`Invite agencies to ${operation.codeName}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isDisabled={!isComplete} isPending={progress !== null} onPress={() => void run()}>
            {agencies.length > 1 ? `Invite ${agencies.length} agencies` : 'Invite'}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused
          problem={invite.problem}
          title="Not all were invited"
          kept="Those that were not are still chosen."
          beside={['until']}
        />
        {progress && (
          <ProgressBar
            label="Inviting"
            value={progress.done}
            max={progress.of}
            text={`${progress.done} of ${progress.of}`}
          />
        )}
        <AgencyPicker
          operation={operation}
          chosen={agencies}
          onChange={(next) => setChoice({ ...choice, agencies: next })}
        />
        <RadioGroup label="As" options={kinds} value={kind} onChange={(next) => setChoice({ ...choice, kind: next })} />
        <TextField
          label={kind === 'observer' ? 'Last day' : 'Last day (may be left out)'}
          type="date"
          value={until}
          onChange={(next) => setChoice({ ...choice, until: next })}
          problem={invite.of('until')}
        />
        {agencies.length === 1 && (
          <Checkbox
            isSelected={desk}
            onChange={(next) => setChoice({ ...choice, desk: next })}
            note="Its desk officers tell both originators of an overlap and take no part in the case."
          >
            Neutral desk for deconfliction
          </Checkbox>
        )}
      </div>
    </Dialog>
  );
}

interface AgencyPickerProps {
  readonly operation: OperationView;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Those of the directory that are neither in nor invited; what is chosen stays in sight. */
function AgencyPicker({ operation, chosen, onChange }: AgencyPickerProps) {
  const { data } = useAgencies(true, true);
  const [typed, setTyped] = useState('');
  const inside = new Set(
    operation.agencies.filter((one) => ['accepted', 'invited'].includes(one.state)).map((one) => one.agency.id),
  );
  const wanted = typed.trim().toLowerCase();
  const fits = (one: AgencyRef): boolean =>
    chosen.includes(one.id) || `${one.code} ${one.name}`.toLowerCase().includes(wanted);
  const shown = (data ?? [])
    .filter((one) => !inside.has(one.id) && fits(one))
    .sort((a, b) => a.code.localeCompare(b.code));
  return (
    <>
      <TextField label="Find an agency" type="search" value={typed} onChange={setTyped} autoFocus />
      <div className={styles.picker}>
        <CheckboxGroup
          label={`Agencies of the directory (${chosen.length} chosen)`}
          options={shown.map((one) => ({ value: one.id, label: one.code, note: one.name }))}
          value={chosen}
          onChange={onChange}
        />
        {shown.length === 0 && (
          <p className="meta">No other agency fits. The administrator adds agencies to the directory.</p>
        )}
      </div>
    </>
  );
}
