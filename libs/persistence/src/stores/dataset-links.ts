import type { Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** What the references of a text are for its author and for the compartment that would read it. */
export interface DatasetLinks {
  /** Everybody in the compartment has these. */
  readonly linked: readonly { readonly ref: string; readonly id: Id }[];
  /** The author can see these, the compartment does not have them. */
  readonly missing: readonly {
    readonly ref: string;
    readonly id: Id;
    /** Agencies of the compartment without it, as far as the author can know. */
    readonly agenciesWithout: readonly Id[];
  }[];
}

interface FoundLink {
  ref: string;
  id: Id;
  here: boolean;
  without: Id[];
}

/**
 * Sorts references into those that may be linked in a compartment and those that may not (rule 4). A reference of
 * another operation, an unknown one and one that the author may not see are in neither list, and so look the same.
 */
export async function linkable(tx: Tx, operation: Id, compartment: Id, refs: readonly string[]): Promise<DatasetLinks> {
  if (refs.length === 0) return { linked: [], missing: [] };
  const found = await tx.rows<FoundLink>(
    `with mine as materialized (select my_compartments() as id),
       seen as (select s.ref, s.dataset, bool_or(s.compartment = $2) as here from share s
         where s.operation = $1 and s.ref = any($3::text[]) and s.withdrawn_at is null
           and s.compartment in (select id from mine) group by s.ref, s.dataset)
     select seen.ref, seen.dataset as id, seen.here, array(select distinct t.agency from side t
         where not seen.here and t.compartment = $2 and t.ver_to is null and not exists (
           select from share s join side h on h.compartment = s.compartment and h.ver_to is null
           where s.dataset = seen.dataset and s.withdrawn_at is null and s.compartment in (select id from mine)
             and h.agency = t.agency and (h.person is null or h.person = t.person)) order by t.agency) as without
     from seen order by seen.ref`,
    [operation, compartment, refs],
  );
  // Here, or in a wider audience that all of this one is in: either way everybody has it.
  const isWithAll = (link: FoundLink): boolean => link.here || link.without.length === 0;
  return {
    linked: found.filter(isWithAll).map(({ ref, id }) => ({ ref, id })),
    missing: found
      .filter((link) => !isWithAll(link))
      .map(({ ref, id, without }) => ({ ref, id, agenciesWithout: without })),
  };
}
