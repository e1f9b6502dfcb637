import type { OperationView } from '@liaison/contracts';
import { memberRoles, type MemberRole } from '@liaison/domain';
import { roleWords } from '../../data/words.js';
import type { Option } from '../../ui/select.js';

const notes: Readonly<Record<MemberRole, string>> = {
  lead: 'Invites agencies, assigns, moves the phases; of the host agency only',
  investigator: 'Works through datasets, writes, opens audiences',
  analyst: 'Works through datasets, writes, opens audiences',
  liaison_officer: 'Speaks for the agency: writes, opens audiences, answers',
  observer: 'Reads and acknowledges',
};

/** The roles that an agency's coordinator can give, by how the agency takes part. */
export function rolesFor(operation: OperationView, agency: string): readonly Option<MemberRole>[] {
  const own = operation.agencies.find((one) => one.agency.id === agency);
  const roles = memberRoles.filter((role) => {
    if (own?.kind === 'observer') return role === 'observer';
    return role !== 'lead' || agency === operation.host;
  });
  return roles.map((role) => ({ value: role, label: roleWords[role], note: notes[role] }));
}
