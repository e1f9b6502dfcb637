import { permissions, type Actor } from '@liaison/authz';
import type { Allowed, CompartmentView, OperationAction, OperationView, ParticipationView } from '@liaison/contracts';
import { notFound, type MemberRole } from '@liaison/domain';
import {
  compartmentsOf,
  countCoordinators,
  findOperation,
  formerMembersOf,
  membersOf,
  operationFactsOf,
  participations,
  summaryOf,
  type OperationRow,
  type Tx,
} from '@liaison/persistence';
import { compartmentActions } from '../platform/permissions/compartment-actions.js';

const onOwn = [
  'operation.edit',
  'operation.change_phase',
  'participation.answer',
  'participation.accept',
  'admission.answer',
  'participation.withdraw',
  'member.nominate',
  'member.change',
  'member.remove',
  'compartment.open',
  'dataset.register',
  'import.run',
  'log.read',
] as const satisfies readonly OperationAction[];

/** An operation as this actor may see it in this transaction, with what they may do there. */
export async function presentOperation(tx: Tx, actor: Actor, id: string): Promise<OperationView> {
  const row = await findOperation(tx, id);
  if (!row) throw notFound();
  return {
    ...summaryOf(row),
    template: row.template,
    purpose: row.purpose,
    legalBasis: row.legalBasis,
    grounds: row.grounds,
    ceiling: row.ceiling,
    retentionDays: row.retentionDays,
    refPrefix: row.refPrefix,
    version: row.version,
    agencies: (await participations(tx, id)).map((one) => withoutWhy(actor, row, one)),
    members: await membersOf(tx, id),
    former: await formerMembersOf(tx, id),
    compartments: await presentCompartments(tx, actor, row),
    actions: actionsOn(actor, row, await countCoordinators(tx)),
  };
}

async function presentCompartments(tx: Tx, actor: Actor, row: OperationRow): Promise<readonly CompartmentView[]> {
  const allowed = compartmentActions(actor, row.role, row.phase);
  return (await compartmentsOf(tx, row.id)).map((header) => ({ ...header, actions: allowed }));
}

const gone: readonly ParticipationView['state'][] = ['declined', 'withdrawn', 'removed'];

/** Others see that an agency left, not why. */
const withoutWhy = (actor: Actor, { role }: OperationRow, one: ParticipationView): ParticipationView =>
  one.agency.id === actor.agency || role === 'lead' || !gone.includes(one.state) ? one : { ...one, state: 'left' };

/** Acts on another agency are shown as on one that they are possible for; the door decides on the one that is named. */
function actionsOn(actor: Actor, row: OperationRow, coordinators: number): Allowed<OperationAction> {
  const facts = { ...operationFactsOf(row), seat: row.role && { role: row.role }, origin: actor.agency, atHome: true };
  const role: MemberRole = row.kind === 'observer' ? 'observer' : 'investigator';
  const own = { agency: actor.agency, kind: row.kind ?? 'participant', state: row.state, role } as const;
  const other = { agency: '', kind: 'participant' } as const;
  return {
    ...permissions(actor, onOwn, { ...facts, coordinators, target: own }),
    ...permissions(actor, ['agency.invite'], { ...facts, coordinators, target: { ...other, state: null } }),
    ...permissions(actor, ['agency.remove'], { ...facts, coordinators, target: { ...other, state: 'accepted' } }),
  };
}
