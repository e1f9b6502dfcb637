import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@liaison/domain';
import { fsck, inclusionRanges, LogError, TileReader, type Damage } from '@liaison/transparency-log';
import { readKeys } from '../../../apps/server/src/platform/log-folder/log-keys.js';
import type { Evidence } from '../../access-log/independent/verifiers.js';
import { agencies, Grove } from '../../kit/tree.js';

const tables = [
  'access_record',
  'access_body',
  'access_pending',
  'access_entry',
  'access_scope',
  'access_line',
  'log_head',
];

/** A log of so many records, as the database's superuser and whoever owns the disk have it before them. */
export class Wood {
  private readonly copies: string[] = [];

  private constructor(
    readonly grove: Grove,
    readonly size: number,
  ) {}

  static async plant(size: number): Promise<Wood> {
    const grove = await Grove.plant();
    // No trigger and no foreign key stands in the way of who has the database.
    await grove.admin.query('set session_replication_role = replica');
    const facts = {
      person: newId(),
      session: newId(),
      compartment: newId(),
      role: 'analyst',
      ground: 'Victim identification',
      rule: 'dataset.view#member',
      detail: { note: 'Brigitte’s Kundin' },
      objects: [{ type: 'dataset', id: newId(), version: 2, ref: 'VIDTF17-7K3Q', owner: agencies[1] ?? null }],
    };
    for (let left = size; left > 0; left -= 100) await grove.records(Math.min(100, left), facts);
    await grove.takeAll();
    return new Wood(grove, size);
  }

  /** Rows and files as they are now, under a name. */
  async keep(name: string): Promise<void> {
    await this.grove.admin.query(`create schema ${name}`);
    for (const table of tables) await this.grove.admin.query(`create table ${name}.${table} as table ${table}`);
    const folder = await mkdtemp(join(tmpdir(), 'liaison-kept-'));
    await cp(this.grove.path, folder, { recursive: true });
    this.copies.push(folder);
    this.folders.set(name, folder);
  }

  private readonly folders = new Map<string, string>();

  async restoreRows(name: string): Promise<void> {
    for (const table of tables)
      await this.grove.admin.query(`delete from ${table}; insert into ${table} select * from ${name}.${table}`);
  }

  async restoreFiles(name: string): Promise<void> {
    for (const inside of await readdir(this.grove.path))
      await rm(join(this.grove.path, inside), { recursive: true, force: true });
    await cp(this.folders.get(name) ?? '', this.grove.path, { recursive: true });
  }

  async restore(name: string): Promise<void> {
    await this.restoreRows(name);
    await this.restoreFiles(name);
  }

  /** What `check-log` finds, as an operator reads it. */
  damages(): Promise<readonly Damage[]> {
    return this.grove.damages().catch(asDamage);
  }

  /** The planted hole: files alone, and no row. */
  async damagesOfFiles(): Promise<readonly Damage[]> {
    try {
      return await fsck((path) => this.grove.folder.read(path), await this.grove.checkpoint());
    } catch (error) {
      return asDamage(error);
    }
  }

  /** That this entry stands there, as the files tell it. */
  async evidence(index: number, entry: Uint8Array): Promise<Evidence> {
    const { grove, size } = this;
    const [key] = await readKeys(grove.folder);
    if (!key) throw new Error('no key');
    const hashes = await new TileReader(size, (path) => grove.folder.read(path)).ranges(inclusionRanges(index, size));
    const checkpoint = Buffer.from((await grove.folder.read('checkpoint')) ?? '').toString();
    return { key, checkpoint, entry, index, hashes };
  }

  async close(): Promise<void> {
    await this.grove.close();
    for (const folder of this.copies) await rm(folder, { recursive: true, force: true });
  }
}

function asDamage(error: unknown): readonly Damage[] {
  if (!(error instanceof LogError)) throw error;
  return [{ path: 'checkpoint', reason: error.message }];
}
