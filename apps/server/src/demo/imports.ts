import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@liaison/authz';
import type { ImportInput, ImportInspection, ImportMapping } from '@liaison/contracts';
import { CommitImport } from '../datasets/imports/commit-import.js';
import type { ImportBody } from '../datasets/imports/import-body.js';
import { InspectFile } from '../datasets/imports/inspect-file.js';
import { ReadFile } from '../datasets/imports/read-file.js';
import { StartImport } from '../datasets/imports/start-import.js';
import { actorOf, type Player, type Room, type Stage } from './stage.js';

const sampleFolder = (): string => join(process.cwd(), 'samples');

/** Brings one of the sample files in as a person would: looked at, mapped as suggested, read, committed. */
export async function importSample(
  stage: Stage,
  at: Date,
  by: Player,
  operation: string,
  name: 'registry.csv' | 'manifest-vics-2.0.json',
  target: Room | null,
): Promise<number> {
  const path = join(sampleFolder(), name);
  const actor = actorOf(by);
  return stage.at(at, async () => {
    const input = { ...(await inputFor(stage, actor, operation, path)), ...(target && { shareTo: target.id }) };
    const { id } = await stage.use(StartImport).run(actor, operation, input);
    await stage.use(ReadFile).run(actor, operation, id, fileBody(path));
    const share = target && { shareTo: target.id, memberVer: target.memberVer };
    const done = await stage.use(CommitImport).run(actor, operation, id, { rows: 'all', known: 'skip', ...share });
    return done.done?.registered ?? 0;
  });
}

async function inputFor(stage: Stage, actor: Actor, operation: string, path: string): Promise<ImportInput> {
  const head = readFileSync(path).subarray(0, 32 * 1024);
  const seen = await stage.use(InspectFile).run(actor, operation, { bytes: once(head), length: head.length, letGo });
  return seen.format === 'csv' ? { format: 'csv', mapping: suggested(seen), openReferences: true } : { format: 'vics' };
}

/** What the inspection suggests, taken as it is. */
const suggested = ({ columns }: ImportInspection): ImportMapping => ({
  columns: Object.fromEntries(columns.map(({ name, field }) => [name, field])),
  words: Object.fromEntries(
    columns.flatMap(({ field, words }) => {
      const meant = words.flatMap(({ word, value }) => (value === null ? [] : [[word, value] as const]));
      return field && meant.length > 0 ? [[field, Object.fromEntries(meant)]] : [];
    }),
  ),
});

const fileBody = (path: string): ImportBody => ({
  bytes: createReadStream(path) as AsyncIterable<Buffer>,
  length: statSync(path).size,
  letGo,
});

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

const letGo = (): void => undefined;
