import type { OperationView, ParticipationView } from '@liaison/contracts';
import { useRemoveAgency, useWithdrawAgency } from '../../data/members.js';
import { useMe } from '../../data/session.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';

export interface AgencyOutProps {
  readonly operation: OperationView;
  readonly participation: ParticipationView;
  readonly onClose: () => void;
}

/** An agency leaves, by its own coordinator or by the lead. It loses sight at once and stays originator of its items. */
export function AgencyOut({ operation, participation: { agency, state }, onClose }: AgencyOutProps) {
  const me = useMe();
  const isOwn = agency.id === me.agency.id;
  const withdraw = useWithdrawAgency(operation.id, agency.id);
  const remove = useRemoveAgency(operation.id, agency.id);
  const { run, isBusy, problem } = isOwn && operation.actions['participation.withdraw'].allowed ? withdraw : remove;
  const people = operation.members.filter((one) => one.person.agency === agency.id).length;
  return (
    <ConfirmDialog
      title={
        isOwn
          ? `Withdraw ${agency.code} from ${operation.codeName}?`
          : `Remove ${agency.code} from ${operation.codeName}?`
      }
      does={isOwn ? 'Withdraw now' : 'Remove now'}
      look="danger"
      leaves="Keep it in"
      done={`${agency.code} has left ${operation.codeName}.`}
      refusal={{ title: 'Nothing was changed', kept: `${agency.code} is still in.` }}
      run={() => run()}
      {...{ isBusy, problem, onClose }}
    >
      {state === 'invited' ? (
        <p>The invitation ends. {agency.code} has read nothing.</p>
      ) : (
        <>
          <p>
            {people} {people === 1 ? 'person loses' : 'people lose'} sight of everything at once, in every open window.
          </p>
          <p>
            {agency.code} stays originator of what it contributed: nobody else decides who has it. Its datasets are
            frozen there until its coordinator keeps, narrows or takes them back. Others see that it left, not why.
          </p>
        </>
      )}
    </ConfirmDialog>
  );
}
