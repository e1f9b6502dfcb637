import type { CompartmentView } from '@liaison/contracts';
import { isAtLeast } from '@liaison/domain';
import { useState } from 'react';
import { useOpenAudience } from '../../data/audiences.js';
import { readingIn, useCompartments, useDirectory } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import {
  firstMarking,
  foreseen,
  inputOf,
  isChosen,
  knownAudience,
  type AudienceChoice,
} from '../../frame/audience-choice.js';
import { AudiencePicker } from '../../frame/audience-picker.js';
import { homeOf } from '../../frame/audience-words.js';
import { NewAudienceMarking, newMarkingProblem } from '../../frame/new-audience-marking.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { MarkingLine } from '../../ui/marking.js';
import { Refused } from '../../ui/refused.js';
import type { RegisterRow } from './register-rows.js';
import styles from './register.module.css';
import { titleOf, type WorkDialogProps } from './work-dialog.js';

/** Gives the own agency's datasets to one more audience, and says before how many will see how many. */
export function ShareDialog({ rows, operation, bulk, onClose }: WorkDialogProps) {
  const me = useMe();
  const directory = useDirectory(operation);
  const own = rows.filter((row) => row.share.withdrawnBy === null && row.share.originator === me.agency.id);
  const home = homeOf(operation, me.agency.id);
  const everybody = useCompartments(operation).find(
    (one) => one.kind === 'all' && one.actions['dataset.share'].allowed,
  );
  const [choice, setChoice] = useState<AudienceChoice | null>(() => (everybody ? knownAudience(everybody) : null));
  const [marking, setMarking] = useState(() => firstMarking(operation));
  const open = useOpenAudience(operation.id);
  const isNew = isChosen(choice) && choice.compartment === null;
  const place = isChosen(choice) ? (choice.compartment ?? foreseen(operation, me, choice, marking)) : undefined;
  const agencies = place ? readingIn(operation, place).length : 0;
  const isReady =
    place !== undefined && own.length > 0 && (!isNew || newMarkingProblem(operation, me, choice, marking) === null);
  const submit = async (): Promise<void> => {
    if (!isReady) return;
    const target = isNew ? await open.run(inputOf(choice, marking)) : place;
    if (!target) return;
    onClose();
    void bulk.run(`Share with ${target.name}`, 'dataset.share', own, ({ dataset }) => ({ dataset }), target.id);
  };
  return (
    <Dialog
      title={`Share ${titleOf(rows)}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isDisabled={!isReady} isPending={open.isBusy} onPress={() => void submit()}>
            {place ? `Share with ${agencies} ${agencies === 1 ? 'agency' : 'agencies'}` : 'Share'}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {own.length < rows.length && (
          <p>
            {rows.length - own.length} of them {rows.length - own.length === 1 ? 'is' : 'are'} not {me.agency.code}’s to
            share. Ask the owner for release on the dataset’s page.
          </p>
        )}
        <AudiencePicker
          operation={operation}
          act="dataset.share"
          label="With"
          value={choice}
          onChange={setChoice}
          {...(home && { but: home.id })}
        />
        {isNew && (
          <>
            <NewAudienceMarking operation={operation} me={me} choice={choice} value={marking} onChange={setMarking} />
            <p className="meta">Sharing opens this audience for good: its people see it from then on.</p>
          </>
        )}
        <Refused problem={open.problem} title="The audience could not be opened" kept="Nothing was shared." />
        {place && <WillSee place={place} rows={own} codes={directory.codesOf(place.agencies)} />}
      </div>
    </Dialog>
  );
}

function WillSee({
  place,
  rows,
  codes,
}: {
  readonly place: CompartmentView;
  readonly rows: readonly RegisterRow[];
  readonly codes: readonly string[];
}) {
  const raised = rows.filter(
    ({ share }) => share.withdrawnBy === null && !isAtLeast(share.marking, place.marking),
  ).length;
  return (
    <>
      <p role="status">
        <strong>
          {place.readers.length} people of {codes.join(', ')}
        </strong>{' '}
        will see {rows.length} {rows.length === 1 ? 'dataset' : 'datasets'} from now on: reference, owner, counts,
        flags, note. You can withdraw a share again, at once.
      </p>
      <p className="meta">
        Marked there at least <MarkingLine marking={place.marking} full />
        {raised > 0 && `, which is more than ${raised} of them bear at home`}.
      </p>
    </>
  );
}
