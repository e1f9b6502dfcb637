import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { aliasNorm } from '@liaison/domain';
import {
  moveImport,
  stageDigests,
  stageRows,
  takenAliases,
  UnitOfWork,
  type ImportJob,
  type ImportProgress,
  type StagedRow,
  type Tx,
} from '@liaison/persistence';
import type { FieldError, Findings, FoundDigest, FoundRow, KeptDataset } from '../reading/findings.js';

const batch = 1_000;
const bytesBetween = 4 * 1024 * 1024;

/** The import was cancelled while it was read. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * Keeps what is found until it is written, a thousand at a time and in transactions of their own: reading waits for
 * writing, so that memory does not grow with the file.
 */
export class Staging {
  private rows: FoundRow[] = [];
  private digests: FoundDigest[] = [];
  private writtenDigests = 0;
  private writtenBytes = 0;
  private entries = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly actor: Actor,
    private readonly job: ImportJob,
    private readonly progress: () => Omit<ImportProgress, 'entries'>,
  ) {}

  async add(found: Findings): Promise<void> {
    this.entries += found.entries;
    this.rows.push(...found.rows);
    this.digests.push(...found.digests);
    const due = this.rows.length >= batch || this.digests.length >= batch;
    if (due || this.progress().bytes - this.writtenBytes > bytesBetween) await this.write('reading');
  }

  finish(): Promise<void> {
    return this.write('ready');
  }

  private async write(state: 'reading' | 'ready'): Promise<void> {
    const { rows, digests } = this;
    [this.rows, this.digests] = [[], []];
    await this.unitOfWork.quietly(this.actor.person, async (tx) => {
      for (let at = 0; at < rows.length; at += batch)
        await stageRows(
          tx,
          this.job.id,
          await sorted(tx, this.actor, this.job.compartment, rows.slice(at, at + batch)),
        );
      for (let at = 0; at < digests.length; at += batch)
        await stageDigests(tx, this.job.id, this.writtenDigests + at, digests.slice(at, at + batch));
      if (!(await moveImport(tx, this.job.id, { ...this.progress(), entries: this.entries }, state)))
        throw new Stopped();
    });
    this.writtenDigests += digests.length;
    this.writtenBytes = this.progress().bytes;
  }
}

/** Rows as they stand to what is here already: new, known, or with errors. */
async function sorted(tx: Tx, actor: Actor, home: Id, rows: readonly FoundRow[]): Promise<StagedRow<KeptDataset>[]> {
  const known = await knownDatasets(
    tx,
    home,
    rows.flatMap(({ kept }) => kept ?? []),
  );
  return rows.map((row): StagedRow<KeptDataset> => {
    if (!row.kept) return { ...row, kind: 'error', dataset: null };
    const found = known(row.kept);
    if (!found) return { ...row, kind: 'new', dataset: null };
    return { ...row, kind: 'known', dataset: found.dataset, errors: found.holder === actor.agency ? [] : [notOurs] };
  });
}

const notOurs: FieldError = {
  field: '',
  reason: 'is here already, and its originator decides on it',
  mend: 'It will be skipped; its originator can edit it.',
};

export interface KnownDataset {
  readonly dataset: Id;
  readonly holder: Id;
}

/** Datasets of the importer's own compartment by origin, scheme and external reference: nothing beyond is compared. */
export async function knownDatasets(
  tx: Tx,
  home: Id,
  kept: readonly KeptDataset[],
): Promise<(one: KeptDataset) => KnownDataset | null> {
  const asked = kept.flatMap(({ aliases, origin }) =>
    aliases.map(({ scheme, value }) => ({ origin, scheme, norm: aliasNorm(value) })),
  );
  const taken = new Map(
    (await takenAliases(tx, home, asked)).map((row) => [`${row.origin} ${row.scheme} ${row.norm}`, row]),
  );
  return ({ origin, aliases }) => {
    for (const { scheme, value } of aliases) {
      const found = taken.get(`${origin} ${scheme} ${aliasNorm(value)}`);
      if (found) return { dataset: found.dataset, holder: found.holder };
    }
    return null;
  };
}
