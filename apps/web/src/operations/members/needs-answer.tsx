import type { OperationView, ParticipationView } from '@liaison/contracts';
import type { LegalRegime } from '@liaison/domain';
import { legalRegimes } from '@liaison/domain';
import { useState } from 'react';
import { useAccept, useAnswerAdmission, useDecline } from '../../data/members.js';
import { useMe } from '../../data/session.js';
import { kindWords, regimeWords } from '../../data/words.js';
import { Button } from '../../ui/button.js';
import { Refused } from '../../ui/refused.js';
import { Select } from '../../ui/select.js';
import { exactTime, shortDay } from '../../ui/time.js';
import styles from './members.module.css';

/** What waits for this person's answer: the invitation of their agency, and agencies that want to join. */
export function NeedsAnswer({ operation }: { readonly operation: OperationView }) {
  const me = useMe();
  const own = operation.agencies.find((one) => one.agency.id === me.agency.id);
  const asked =
    operation.actions['admission.answer'].allowed && own?.state === 'accepted' && own.admissionDueAt === null;
  const due = own?.admissionDueAt ?? null;
  const joining = asked
    ? operation.agencies.filter((one) => one.admissionDueAt !== null && one.agency.id !== me.agency.id)
    : [];
  return (
    <>
      {own?.state === 'invited' && <OwnInvitation operation={operation} own={own} />}
      {own && due !== null && (
        <p className={styles.band}>
          {own.agency.code} has accepted. Those already in answer until {exactTime(due)}; then you read what they agreed
          to, and everything written from then on.
        </p>
      )}
      {joining.map((one) => (
        <Admission key={one.agency.id} operation={operation} joining={one} />
      ))}
    </>
  );
}

const regimes = legalRegimes.map((value) => ({ value, label: regimeWords[value] }));

function OwnInvitation({ operation, own }: { readonly operation: OperationView; readonly own: ParticipationView }) {
  const { agency } = own;
  const accept = useAccept(operation.id, agency.id);
  const decline = useDecline(operation.id, agency.id);
  const [regime, setRegime] = useState<LegalRegime | null>(null);
  const host = operation.agencies.find((one) => one.agency.id === operation.host)?.agency.name ?? 'The host';
  const { allowed: mayAnswer } = operation.actions['participation.answer'];
  const { allowed: mayAccept, rule } = operation.actions['participation.accept'];
  return (
    <section className={styles.band} aria-labelledby="invitation">
      <h2 id="invitation">
        {host} invites {agency.code} as {kindWords[own.kind].toLowerCase()}
        {own.until !== null && ` until ${shortDay(own.until)}`}
      </h2>
      <p>{operation.purpose}</p>
      <p className="meta">{operation.legalBasis}</p>
      {!mayAnswer && <p>A coordinator of {agency.code} answers.</p>}
      {mayAnswer && (
        <>
          <Refused
            problem={accept.problem ?? decline.problem}
            title="Your answer was not recorded"
            kept="The invitation still waits."
            beside={['regime']}
          />
          {rule.endsWith('#two-coordinators') && (
            <p>
              Your agency needs two coordinators before it accepts. Give a colleague the duty on the page of your
              agency.
            </p>
          )}
          <div className={styles.answer}>
            <Select
              label="Legal regime under which your agency receives personal data"
              options={regimes}
              value={regime}
              onChange={setRegime}
              problem={accept.of('regime')}
              className={styles.regime ?? ''}
            />
            <Button
              look="main"
              isDisabled={regime === null || !mayAccept}
              isPending={accept.isBusy}
              onPress={() => void (regime && accept.run(regime))}
            >
              Accept
            </Button>
            <Button isPending={decline.isBusy} onPress={() => void decline.run()}>
              Decline
            </Button>
          </div>
          <p className="meta">
            The regime is recorded now and with each disclosure to you. Accepting opens {agency.code}’s own compartment;
            then you nominate your people.
          </p>
        </>
      )}
    </section>
  );
}

function Admission({ operation, joining }: { readonly operation: OperationView; readonly joining: ParticipationView }) {
  const me = useMe();
  const { agency, admissionDueAt } = joining;
  const answer = useAnswerAdmission(operation.id, agency.id);
  if (answer.problem?.reason === 'answered')
    return (
      <p className={styles.band}>
        {me.agency.code} has answered about {agency.code}. The others answer until {exactTime(admissionDueAt ?? '')}.
      </p>
    );
  return (
    <section className={styles.band} aria-label={`${agency.code} joins`}>
      <h2>
        {agency.name} ({agency.code}) joins. May it see what {me.agency.code} gave to all participants?
      </h2>
      <p>
        Without your items, they end in “All participants” and go on, with their threads, among those who are in now.
        Older talk stays closed to {agency.code} either way. No answer until {exactTime(admissionDueAt ?? '')} counts as
        “without”.
      </p>
      <Refused problem={answer.problem} title="Your answer was not recorded" kept="The question still waits." />
      <div className={styles.answer}>
        <Button isPending={answer.isBusy} onPress={() => void answer.run(true)}>
          Yes, with our items
        </Button>
        <Button isPending={answer.isBusy} onPress={() => void answer.run(false)}>
          Without our items
        </Button>
      </div>
    </section>
  );
}
