import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, newId } from '@liaison/domain';
import {
  audienceOf,
  changeDataset,
  findDataset,
  findShareOf,
  insertAliases,
  seatIn,
  settleDigests,
  settleRows,
  stagedOrigins,
  stagedRows,
  tellEdited,
  type Act,
  type DatasetContent,
  type ImportDone,
  type ImportJob,
  type LockedStream,
  type StagedRow,
  type Tx,
} from '@liaison/persistence';
import { touchDataset } from '../dataset-facts.js';
import type { KeptDataset } from '../reading/findings.js';
import { register, shareWith, type Going } from '../register.js';
import { knownDatasets, type KnownDataset } from './staging.js';

const portion = 500;

export interface Commit {
  readonly tx: Tx;
  readonly act: Act;
  readonly actor: Actor;
  readonly job: ImportJob;
  readonly home: LockedStream;
  readonly target: LockedStream | null;
  readonly participants: ReadonlySet<Id>;
  readonly known: 'skip' | 'update';
}

type Row = StagedRow<KeptDataset>;
type GoodRow = Row & { readonly kept: KeptDataset };

/** Turns staged rows into datasets, some hundred at a time, through the same code as one registered by hand. */
export class CommitRows {
  private readonly going: Going[] = [];
  private readonly meetOriginator: Id[] = [];
  private readonly missing = new Set<Id>();
  private updated = 0;
  private skipped = 0;
  private audience: readonly Id[] = [];

  constructor(private readonly commit: Commit) {}

  async run(): Promise<ImportDone> {
    const { tx, job, target } = this.commit;
    this.audience = target ? await audienceOf(tx, target.id) : [];
    await this.decideOrigins();
    for (let after = -1; ;) {
      const rows = await stagedRows<KeptDataset>(tx, job.id, null, after, portion);
      const last = rows.at(-1);
      if (!last) break;
      after = last.row;
      await this.take(rows.filter(isGood));
    }
    // Before the datasets are handed over: then their digests would be their originators' to add.
    await settleDigests(tx, job.id);
    await this.share();
    return { registered: this.going.length, updated: this.updated, skipped: this.skipped };
  }

  private async take(rows: readonly GoodRow[]): Promise<void> {
    const known = await knownDatasets(
      this.commit.tx,
      this.commit.home.id,
      rows.map(({ kept }) => kept),
    );
    await this.registerNew(rows.filter(({ kept }) => known(kept) === null));
    for (const row of rows) {
      const found = known(row.kept);
      if (found) await this.takeKnown(row, found);
    }
  }

  private async registerNew(rows: readonly GoodRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { tx, act, actor, job, home, participants } = this.commit;
    const placed = rows.map((row) => ({ row, id: newId() }));
    const made = await register(
      { tx, actor, home, participants, commandId: null, leaveOutTaken: true },
      placed.map(({ row: { kept }, id }) => ({
        id,
        origin: kept.origin,
        status: kept.status ?? 'received',
        content: { ...unsaid, ...kept.content, marking: home.marking },
        aliases: kept.aliases.map((alias) => ({ ...alias, open: job.openReferences })),
      })),
    );
    await settleRows(
      tx,
      job.id,
      placed.map(({ row, id }) => ({ row: row.row, dataset: id })),
    );
    const statusOf = new Map(placed.map(({ row, id }) => [id, row.kept.status ?? 'received']));
    for (const { dataset, ref, originator } of made) {
      act.touch('dataset', dataset, { version: 1, ref, owner: originator });
      this.going.push({ dataset, ref, status: statusOf.get(dataset) ?? 'received' });
      if (originator === actor.agency) continue;
      if (this.audience.includes(originator)) this.meetOriginator.push(dataset);
      else this.missing.add(originator);
    }
  }

  /** What is here already is left, or brought up to what the file says of it. Work on it is never touched. */
  private async takeKnown(row: GoodRow, { dataset, holder }: KnownDataset): Promise<void> {
    const { tx, act, actor, home, job, known } = this.commit;
    const before = known === 'update' && holder === actor.agency ? await findDataset(tx, dataset) : null;
    if (!before) {
      this.skipped += 1;
      return;
    }
    const version = before.version + 1;
    await changeDataset(tx, before.id, { ...before, ...row.kept.content }, version);
    const aliases = row.kept.aliases.map((alias) => ({
      ...alias,
      open: job.openReferences,
      dataset,
      origin: row.kept.origin,
      agency: holder,
      compartment: home.id,
    }));
    await insertAliases(tx, aliases, { leaveOutTaken: true });
    await settleRows(tx, job.id, [{ row: row.row, dataset }]);
    const share = await findShareOf(tx, home.id, dataset);
    home.append('dataset.edited', actor.person, { dataset, share: share?.id ?? '', version });
    await tellEdited(tx, dataset, [home.id]);
    touchDataset(act, { ...before, version });
    this.updated += 1;
  }

  private async share(): Promise<void> {
    const { tx, actor, target } = this.commit;
    if (!target) return;
    if (this.missing.size > 0)
      throw conflict(
        'originator_first',
        'Originators take part and decide who has what is theirs: share it where they are, or import without sharing.',
        {
          originators: [...this.missing],
        },
      );
    for (let at = 0; at < this.going.length; at += portion)
      await shareWith({ tx, actor, commandId: null }, target, this.going.slice(at, at + portion), []);
    await shareWith({ tx, actor, commandId: null }, target, [], this.meetOriginator);
  }

  /** A role may have changed since the file was read: foreign origins are the lead's, now as then. */
  private async decideOrigins(): Promise<void> {
    const { tx, act, actor, home, job } = this.commit;
    const seat = await seatIn(tx, home.id, actor.person);
    for (const origin of await stagedOrigins(tx, job.id))
      act.require('dataset.register', { seat, phase: home.phase, origin, atHome: true });
  }
}

const isGood = (row: Row): row is GoodRow => row.kept !== null && row.kind !== 'error';

/** What a file does not say. */
const unsaid: Omit<DatasetContent, 'marking'> = {
  series: null,
  receivedOn: null,
  images: null,
  videos: null,
  items: null,
  known: 'unknown',
  age: 'recent',
  priority: 'normal',
  icseAction: 'none',
  flags: [],
  note: null,
};
