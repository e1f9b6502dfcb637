import type { Id } from '@liaison/contracts';
import { aliasNorm, newId, type DigestAlgorithm } from '@liaison/domain';
import type { Tx } from '../tx.js';

export interface NewAlias {
  readonly dataset: Id;
  /** Own-agency compartment of who writes it: where it is unique. */
  readonly compartment: Id;
  /** Whose file number it is. */
  readonly agency: Id;
  readonly origin: Id;
  readonly scheme: string;
  readonly value: string;
  readonly open: boolean;
}

/** External references as rows. One that another dataset here has is a conflict, or is left out when told to. */
export async function insertAliases(
  tx: Tx,
  aliases: readonly NewAlias[],
  options = { leaveOutTaken: false },
): Promise<void> {
  if (aliases.length === 0) return;
  const rows = JSON.stringify(aliases.map((alias) => ({ ...alias, id: newId(), norm: aliasNorm(alias.value) })));
  const insert = `insert into dataset_alias select r.id, r.dataset, r.compartment, r.agency, r.origin, r.scheme, r.value, r.norm, r.open
     from jsonb_to_recordset($1::jsonb) as r (id uuid, dataset uuid, compartment uuid, agency uuid, origin uuid,
       scheme text, value text, norm text, open boolean)`;
  await tx.run(options.leaveOutTaken ? `${insert} on conflict do nothing` : insert, [rows]);
}

/** Takes away what was written in one compartment, so that an edit can write anew. */
export const removeAliases = (tx: Tx, dataset: Id, compartment: Id): Promise<number> =>
  tx.run('delete from dataset_alias where dataset = $1 and compartment = $2', [dataset, compartment]);

/** Those that the reader may see: open ones, those of the own agency, those the own agency wrote. */
export const aliasesOf = (tx: Tx, dataset: Id): Promise<{ scheme: string; value: string; open: boolean }[]> =>
  tx.rows(
    `select scheme, value, open from dataset_alias where dataset = $1
       and (open or agency = my_agency() or compartment in (select my_compartments())) order by scheme, value`,
    [dataset],
  );

/** External references in one compartment that are taken already, with the dataset that has each and who decides on it. */
export const takenAliases = (
  tx: Tx,
  compartment: Id,
  aliases: readonly { readonly origin: Id; readonly scheme: string; readonly norm: string }[],
): Promise<{ origin: Id; scheme: string; norm: string; dataset: Id; holder: Id }[]> =>
  tx.rows('select origin, scheme, norm, dataset, holder from known_here($1, $2, $3, $4)', [
    compartment,
    aliases.map((a) => a.origin),
    aliases.map((a) => a.scheme),
    aliases.map((a) => a.norm),
  ]);

/** Adds digests; those the dataset has already stay as they are. */
export const insertDigests = (
  tx: Tx,
  dataset: Id,
  digests: readonly { readonly algorithm: DigestAlgorithm; readonly hex: string }[],
): Promise<number> =>
  tx.run(
    `insert into dataset_digest select $1::uuid, d.algorithm, decode(d.hex, 'hex')
     from unnest($2::text[], $3::text[]) as d (algorithm, hex) on conflict do nothing`,
    [dataset, digests.map((digest) => digest.algorithm), digests.map((digest) => digest.hex)],
  );

export async function digestCountsOf(tx: Tx, dataset: Id): Promise<Record<DigestAlgorithm, number>> {
  const rows = await tx.rows<{ algorithm: DigestAlgorithm; n: number }>(
    'select algorithm, count(*)::int as n from dataset_digest where dataset = $1 group by algorithm',
    [dataset],
  );
  return { MD5: 0, SHA1: 0, SHA256: 0, ...Object.fromEntries(rows.map(({ algorithm, n }) => [algorithm, n])) };
}
