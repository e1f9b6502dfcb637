import type { Id, ReleaseAnswerInput, ReleaseRequestView } from '@liaison/contracts';
import { useState } from 'react';
import { releaseTones, releaseWords } from '../data/dataset-words.js';
import { useAnswerRelease, useTakeBackRelease, useWithdrawRelease } from '../data/releases.js';
import { Button } from '../ui/button.js';
import { RadioGroup } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';
import { Pill } from '../ui/pill.js';
import { Refused } from '../ui/refused.js';
import { Time } from '../ui/time.js';
import { toast } from '../ui/toast.js';
import styles from './release-requests.module.css';

export interface ReleaseNames {
  readonly agency: (id: Id) => string;
}

export interface ReleaseRequestsProps {
  readonly requests: readonly ReleaseRequestView[];
  readonly names: ReleaseNames;
}

/** Requests for release with every step, and what this person may answer. */
export const ReleaseRequests = ({ requests, names }: ReleaseRequestsProps) => (
  <ul className={styles.list}>
    {requests.map((request) => (
      <ReleaseRequest key={request.id} request={request} names={names} />
    ))}
  </ul>
);

function ReleaseRequest({ request, names }: { readonly request: ReleaseRequestView; readonly names: ReleaseNames }) {
  const [isAnswering, setAnswering] = useState(false);
  const withdraw = useWithdrawRelease(request.id);
  const takeBack = useTakeBackRelease(request.id);
  const { actions, audience, state, conditions } = request;
  const to =
    audience.length > 5
      ? `${audience.length} agencies`
      : audience
          .map((id) => names.agency(id))
          .sort()
          .join(' + ');
  return (
    <li className={styles.request}>
      <header className={styles.head}>
        <span className="mono">{request.ref}</span>
        <Pill tone={releaseTones[state]}>{releaseWords[state]}</Pill>
        <span className="meta">
          {names.agency(request.askedAgency)} · {nameOf(request, request.askedBy)} · <Time at={request.at} />
        </span>
      </header>
      <p>
        For {to}: {request.reason}
      </p>
      {state === 'requested' && (
        <p className="meta">
          Runs out <Time at={request.expiresAt} />
        </p>
      )}
      {conditions !== null && <p>On the condition: {conditions}</p>}
      <Steps request={request} />
      <Refused
        problem={withdraw.problem ?? takeBack.problem}
        title="Nothing was changed"
        kept="The request stands as it was."
      />
      <div className={styles.buttons}>
        {actions['release.answer'].allowed && <Button onPress={() => setAnswering(true)}>Answer…</Button>}
        {actions['release.withdraw'].allowed && (
          <Button look="quiet" isPending={withdraw.isBusy} onPress={() => void withdraw.run()}>
            Withdraw the request
          </Button>
        )}
        {actions['release.take_back'].allowed && (
          <Button look="danger" isPending={takeBack.isBusy} onPress={() => void takeBack.run()}>
            Take it back
          </Button>
        )}
      </div>
      {isAnswering && <AnswerDialog request={request} to={to} onClose={() => setAnswering(false)} />}
    </li>
  );
}

const nameOf = ({ people }: ReleaseRequestView, id: Id): string =>
  people.find((one) => one.id === id)?.name ?? 'somebody';

const Steps = ({ request }: { readonly request: ReleaseRequestView }) => (
  <ol className={styles.steps} aria-label="Steps">
    {request.steps.map((step) => (
      <li key={`${step.state} ${step.at}`}>
        {step.state === 'requested' ? 'asked' : releaseWords[step.state]}
        {step.by !== null && ` by ${nameOf(request, step.by)}`} · <Time at={step.at} />
      </li>
    ))}
  </ol>
);

type State = ReleaseAnswerInput['state'];
const answers = [
  { value: 'granted', label: 'Grant', note: 'Those who asked see it from now on, there' },
  {
    value: 'granted_with_conditions',
    label: 'Grant with conditions',
    note: 'The same; the conditions are recorded and shown to both',
  },
  { value: 'refused', label: 'Refuse', note: 'Nothing is shown; they learn that the request was refused' },
] as const;

interface AnswerDialogProps {
  readonly request: ReleaseRequestView;
  readonly to: string;
  readonly onClose: () => void;
}

/** The owner's answer. Granting is a disclosure and is recorded as one. */
function AnswerDialog({ request, to, onClose }: AnswerDialogProps) {
  const answer = useAnswerRelease(request.id);
  const [state, setState] = useState<State | null>(null);
  const [conditions, setConditions] = useState('');
  const needsWords = state === 'granted_with_conditions';
  const isComplete = state !== null && (!needsWords || conditions.trim() !== '');
  const send = async (): Promise<void> => {
    if (state === null) return;
    const { audience } = request;
    if ((await answer.run({ state, audience, ...(needsWords && { conditions: conditions.trim() }) })) === null) return;
    toast({ text: `${request.ref}: ${releaseWords[state]}.` });
    onClose();
  };
  return (
    <Dialog
      title={`Release ${request.ref} to ${to}?`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button look="main" isDisabled={!isComplete} isPending={answer.isBusy} onPress={() => void send()}>
            Answer
          </Button>
        </>
      }
    >
      <div className={styles.answer}>
        <Refused problem={answer.problem} title="Your answer was not recorded" beside={['conditions']} />
        <p>They say: {request.reason}</p>
        <RadioGroup label="Answer" options={answers} value={state} onChange={setState} />
        {needsWords && (
          <TextArea
            label="Conditions"
            rows={3}
            value={conditions}
            onChange={setConditions}
            problem={answer.of('conditions')}
          />
        )}
      </div>
    </Dialog>
  );
}
