import type { TreeView } from '@liaison/contracts';

/** `2025-09-21 09:12:44 UTC`. */
export const secondInUtc = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;

/** How many witnesses have cosigned the last head, of how many that are asked for. */
export function witnessedWords({ witnesses, witnessesNeeded }: TreeView): string {
  if (witnessesNeeded === null) return 'this server does not know';
  if (witnesses.length === 0) return 'not witnessed';
  const cosigned = witnesses.filter((one) => one.problem === null && one.cosignedSize !== null).length;
  return `${cosigned} of ${witnesses.length} have cosigned, ${witnessesNeeded} are asked for`;
}
