import type { Allowed, CompartmentView, LiveShare, ShareAction, ShareHeader } from '@liaison/contracts';
import { useState } from 'react';
import { statusTones, statusWords } from '../../data/dataset-words.js';
import { useShares } from '../../data/datasets.js';
import { useCompartments } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { why } from '../../frame/actions.js';
import { useKeys } from '../../frame/keys.js';
import { MarkingLine } from '../../ui/marking.js';
import { Pill } from '../../ui/pill.js';
import { RuledButton } from '../../ui/ruled-button.js';
import { Section } from '../../ui/screen.js';
import { AssignDialog } from '../register/assign-dialog.js';
import { BulkNote } from '../register/bulk-note.js';
import { claim, release } from '../register/register-acts.js';
import type { RegisterRow } from '../register/register-rows.js';
import { StatusDialog } from '../register/status-dialog.js';
import { useBulk } from '../register/use-bulk.js';
import type { DatasetPartProps } from './dataset-head.js';
import styles from './dataset-page.module.css';
import { WithdrawDialog } from './withdraw-dialog.js';

/** Where it stands, how far the work is there, and who can see it. */
export function Shares({ operation, view, directory }: DatasetPartProps) {
  const compartments = useCompartments(operation);
  const live = useShares(operation.id);
  const shares = view.shares.map((share) => ({
    ...(live.find((one) => one.id === share.id) ?? share),
    actions: share.actions,
  }));
  return (
    <Section title="Where it is, and who can see it" aside={`in ${shares.length} of your compartments`}>
      <div className={styles.cards}>
        {shares.map((share, index) => (
          <ShareCard
            key={share.id}
            share={share}
            isFirst={index === 0}
            place={compartments.find((one) => one.id === share.compartment)}
            seen={view.seenBy.find((one) => one.compartment === share.compartment)}
            operation={operation}
            view={view}
            directory={directory}
          />
        ))}
      </div>
    </Section>
  );
}

interface ShareCardProps extends DatasetPartProps {
  readonly share: ShareHeader & { readonly actions: Allowed<ShareAction> };
  readonly place: CompartmentView | undefined;
  readonly seen: { readonly agencies: readonly string[]; readonly people: number } | undefined;
  /** Its keys work; of several places only one can have them. */
  readonly isFirst: boolean;
}

function ShareCard({ share, place, seen, isFirst, operation, view, directory }: ShareCardProps) {
  const me = useMe();
  const bulk = useBulk();
  const [dialog, setDialog] = useState<ShareDialogKind | null>(null);
  const row: RegisterRow = { dataset: view.id, ref: view.ref, share, where: place?.name ?? '', elsewhere: 0 };
  const { actions } = share;
  const isMine = share.withdrawnBy === null && share.claimedBy === me.person.id;
  const act = (): void => void (isMine ? release(bulk, [row]) : claim(bulk, [row]));
  const mayAct = isMine ? actions['share.release'] : actions['share.claim'];
  const close = (): void => setDialog(null);
  const props = { rows: [row], operation, bulk, onClose: close };
  useKeys(
    isFirst && share.withdrawnBy === null
      ? [
          {
            keys: 'c',
            label: isMine ? 'Release the claim' : 'Claim',
            group: 'Datasets',
            run: () => mayAct.allowed && act(),
          },
          {
            keys: 's',
            label: 'Set the status',
            group: 'Datasets',
            run: () => actions['share.set_status'].allowed && setDialog('status'),
          },
          {
            keys: 'a',
            label: 'Assign',
            group: 'Datasets',
            run: () => actions['share.assign'].allowed && setDialog('assign'),
          },
        ]
      : [],
  );
  return (
    <section className={styles.card} aria-label={place?.name ?? 'A compartment'}>
      <div className={styles.line}>
        <h3>{place?.name ?? '—'}</h3>
        {share.withdrawnBy === null ? (
          <Pill tone={statusTones[share.status]}>{statusWords[share.status]}</Pill>
        ) : (
          <Pill tone="warn">withdrawn by {directory.codeOf(share.withdrawnBy)}</Pill>
        )}
      </div>
      {share.withdrawnBy === null && share.frozenBy !== null && (
        <p>
          <Pill tone="warn">frozen</Pill> {directory.codeOf(share.frozenBy)} has left. Nobody works on it until{' '}
          {directory.codeOf(share.frozenBy)} has said what becomes of it.
        </p>
      )}
      {share.withdrawnBy === null && <p>{holderWords(share, directory.nameOf.bind(directory))}</p>}
      {seen && (
        <p className={styles.quiet}>
          {seen.people} people of{' '}
          {seen.agencies.length > 6 ? `${seen.agencies.length} agencies` : directory.codesOf(seen.agencies).join(', ')}{' '}
          can see it
        </p>
      )}
      {share.withdrawnBy === null && <MarkingLine marking={share.marking} full />}
      {bulk.state && <BulkNote state={bulk.state} onClose={bulk.clear} />}
      {share.withdrawnBy === null && (
        <ShareTools
          actions={actions}
          hotkeys={isFirst}
          isMine={isMine}
          forbidden={why(mayAct)}
          onAct={act}
          onDialog={setDialog}
        />
      )}
      {dialog === 'assign' && <AssignDialog {...props} />}
      {dialog === 'status' && <StatusDialog {...props} />}
      {dialog === 'withdraw' && (
        <WithdrawDialog share={share} dataset={view.ref} place={place} people={seen?.people ?? 0} onClose={close} />
      )}
    </section>
  );
}

type ShareDialogKind = 'assign' | 'status' | 'withdraw';

interface ShareToolsProps {
  readonly actions: Allowed<ShareAction>;
  readonly hotkeys: boolean;
  readonly isMine: boolean;
  readonly forbidden: string | undefined;
  readonly onAct: () => void;
  readonly onDialog: (dialog: ShareDialogKind) => void;
}

function ShareTools({ actions, hotkeys, isMine, forbidden, onAct, onDialog }: ShareToolsProps) {
  const key = (hotkey: string) => (hotkeys ? { hotkey } : {});
  return (
    <div className={styles.line}>
      <RuledButton {...key('c')} forbidden={forbidden} onPress={onAct}>
        {isMine ? 'Release' : 'Claim'}
      </RuledButton>
      <RuledButton {...key('s')} forbidden={why(actions['share.set_status'])} onPress={() => onDialog('status')}>
        Status…
      </RuledButton>
      <RuledButton {...key('a')} forbidden={why(actions['share.assign'])} onPress={() => onDialog('assign')}>
        Assign…
      </RuledButton>
      <RuledButton look="danger" forbidden={why(actions['share.withdraw'])} onPress={() => onDialog('withdraw')}>
        Withdraw…
      </RuledButton>
    </div>
  );
}

function holderWords(share: LiveShare, nameOf: (person: string) => string): string {
  if (share.claimedBy !== null) return `Claimed by ${nameOf(share.claimedBy)}`;
  return share.assignee === null ? 'Nobody’s yet' : `Assigned to ${nameOf(share.assignee)}`;
}
