import type { CompartmentView, Id } from '@liaison/contracts';
import { isAtLeast } from '@liaison/domain';
import { useState } from 'react';
import { readingIn, useCompartments, useDirectory } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { audienceWords } from '../../frame/audience-words.js';
import { Button } from '../../ui/button.js';
import { RadioGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { MarkingLine } from '../../ui/marking.js';
import type { RegisterRow } from './register-rows.js';
import styles from './register.module.css';
import { titleOf, type WorkDialogProps } from './work-dialog.js';

/** Gives the own agency's datasets to one more audience, and says before how many will see how many. */
export function ShareDialog({ rows, operation, bulk, onClose }: WorkDialogProps) {
  const me = useMe();
  const directory = useDirectory(operation);
  const compartments = useCompartments(operation).filter((one) => one.actions['dataset.share'].allowed && !isHome(one));
  const [target, setTarget] = useState<Id | null>(compartments.find((one) => one.kind === 'all')?.id ?? null);
  const place = compartments.find((one) => one.id === target);
  const agencies = place ? readingIn(operation, place).length : 0;
  const own = rows.filter((row) => row.share.withdrawnBy === null && row.share.originator === me.agency.id);
  const submit = (): void => {
    if (!place) return;
    onClose();
    void bulk.run(`Share with ${place.name}`, 'dataset.share', own, ({ dataset }) => ({ dataset }), place.id);
  };
  return (
    <Dialog
      title={`Share ${titleOf(rows)}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" isDisabled={!place || own.length === 0} onPress={submit}>
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
        <RadioGroup
          label="With"
          options={compartments.map((one) => ({ value: one.id, label: one.name, note: audienceWords(one) }))}
          value={target}
          onChange={setTarget}
        />
        {place && <WillSee place={place} rows={own} codes={directory.codesOf(place.agencies)} />}
      </div>
    </Dialog>
  );
}

const isHome = (one: CompartmentView): boolean => one.kind === 'agency';

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
