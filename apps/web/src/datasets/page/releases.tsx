import { useState } from 'react';
import { useAskRelease } from '../../data/releases.js';
import { useMe } from '../../data/session.js';
import { audienceWords } from '../../frame/audience-words.js';
import { ReleaseRequests } from '../../frame/release-requests.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { toast } from '../../ui/toast.js';
import type { DatasetPartProps } from './dataset-head.js';
import styles from './dataset-page.module.css';

/** Requests to release it to an audience that has not got it, with every step. */
export function Releases({ operation, view, directory }: DatasetPartProps) {
  const me = useMe();
  const [isAsking, setAsking] = useState(false);
  const mayAsk = view.actions['release.request'].allowed && view.originator !== me.agency.id;
  if (view.releases.length === 0 && !mayAsk) return null;
  return (
    <Section title="Release" aside={mayAsk && <Button onPress={() => setAsking(true)}>Ask for release…</Button>}>
      {view.releases.length === 0 && (
        <p className={styles.quiet}>No request yet. {directory.codeOf(view.originator)} decides who else gets it.</p>
      )}
      <ReleaseRequests requests={view.releases} names={{ agency: (id) => directory.codeOf(id) }} />
      {isAsking && (
        <AskDialog operation={operation} view={view} directory={directory} onClose={() => setAsking(false)} />
      )}
    </Section>
  );
}

/** Asks the owner to give it to one of the asker's own compartments. */
function AskDialog({ operation, view, directory, onClose }: DatasetPartProps & { readonly onClose: () => void }) {
  const ask = useAskRelease(operation.id);
  const has = new Set(view.shares.filter((share) => share.withdrawnBy === null).map((share) => share.compartment));
  const places = operation.compartments.filter((one) => !has.has(one.id));
  const [compartment, setCompartment] = useState<string | null>(places[0]?.id ?? null);
  const [reason, setReason] = useState('');
  const run = async (): Promise<void> => {
    if (compartment === null) return;
    const answer = await ask.run({ reference: view.ref, compartment, reason: reason.trim() });
    if (!answer) return;
    toast({ text: answer.answer });
    onClose();
  };
  return (
    <Dialog
      title={`Ask ${directory.codeOf(view.originator)} to release ${view.ref}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            isDisabled={compartment === null || reason.trim() === ''}
            isPending={ask.isBusy}
            onPress={() => void run()}
          >
            Ask
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused problem={ask.problem} title="Nobody was asked" beside={['reason']} />
        {places.length === 0 ? (
          <p>Every compartment you are in has it already. Open the audience that needs it first.</p>
        ) : (
          <RadioGroup
            label="For"
            options={places.map((one) => ({ value: one.id, label: one.name, note: audienceWords(one) }))}
            value={compartment}
            onChange={setCompartment}
          />
        )}
        <TextArea
          label="Why"
          rows={3}
          value={reason}
          onChange={setReason}
          hint="The owner’s coordinators read it."
          problem={ask.of('reason')}
        />
      </div>
    </Dialog>
  );
}
