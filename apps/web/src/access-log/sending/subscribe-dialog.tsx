import type { LogDestination, LogSubscription } from '@liaison/contracts';
import { useState } from 'react';
import { useSubscribe } from '../../data/log-subscriptions.js';
import { useMe } from '../../data/session.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import type { LogWords } from '../log-words.js';
import { formatWords, PlaceFacts } from './place-facts.js';

const form = 'subscribe';

export interface SubscribeDialogProps {
  readonly destinations: readonly LogDestination[];
  readonly live: readonly LogSubscription[];
  readonly words: LogWords;
  readonly onClose: () => void;
}

/** One of the operator's places; of oversight also one operation that its agency hosts. */
export function SubscribeDialog({ destinations, live, words, onClose }: SubscribeDialogProps) {
  const me = useMe();
  const isOversight = !me.duties.includes('auditor');
  const hosted = words.operations.filter((one) => one.host === me.agency.id);
  const subscribe = useSubscribe();
  const [destination, setDestination] = useState<string | null>(null);
  const [operation, setOperation] = useState<string | null>(null);
  const place = destinations.find(({ name }) => name === destination)?.place;
  const isWhole = place !== undefined && (!isOversight || operation !== null);
  const before = (name: string | null, op = operation): LogSubscription | undefined =>
    live.find((one) => one.destination === name && one.operation === op);
  const isSent = ({ name, place: { fingerprint } }: LogDestination): boolean =>
    !isOversight && before(name, null)?.place.fingerprint === fingerprint;
  const was = before(destination)?.place;
  const submit = async (): Promise<void> => {
    if (destination === null || !isWhole) return;
    const { fingerprint } = place;
    const made = await subscribe.run({ destination, fingerprint, ...(operation !== null && { operation }) });
    if (made === null) return;
    toast({ text: was ? `It goes on to ${destination}.` : `What is signed from now on is sent to ${destination}.` });
    onClose();
  };
  return (
    <Dialog
      title="Send the log on"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={subscribe.isBusy} isDisabled={!isWhole}>
            Send it on
          </Button>
        </>
      }
    >
      <Form id={form} label="Where to" onSubmit={() => void submit()}>
        <Refused problem={subscribe.problem} title="It is not sent on" beside={['destination', 'operation']} />
        <p>
          What is signed from now on goes there, as these lists show it to you: fields that are not yours are left out.
          It goes on until somebody of your side stops it.
        </p>
        <RadioGroup
          label="Place"
          options={destinations.map((one) => ({
            value: one.name,
            label: one.name,
            note: isSent(one) ? 'It is sent there already.' : `${formatWords[one.place.format]} to ${one.place.host}`,
            disabled: isSent(one),
          }))}
          value={destination}
          onChange={setDestination}
          problem={subscribe.of('destination')}
        />
        {isOversight && (
          <Select
            label="Operation"
            options={hosted.map((one) => ({ value: one.id, label: one.codeName }))}
            value={operation}
            onChange={setOperation}
            hint="One that your agency hosts: all agencies’ acts in it."
            problem={subscribe.of('operation')}
          />
        )}
        {place && <PlaceFacts place={place} {...(was && { was })} />}
        {was && was.fingerprint !== place?.fingerprint && (
          <p>
            It is another place than was chosen. Ask those who run your agency’s own system whether it is theirs, with
            these digests. It goes on from where it stands.
          </p>
        )}
      </Form>
    </Dialog>
  );
}
