import { createReadStream, openSync, readFileSync, readSync, closeSync, statSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { ImportInput, ImportInspection, ImportMapping, ImportView } from '@liaison/contracts';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits, usageError } from '../exits.js';
import { showProgress } from '../terminal/progress.js';
import { pairs, table } from '../terminal/text.js';
import { agencyId } from './agency.js';
import { commitImport, commitOptions, type CommitOptions } from './import-commit.js';
import { describeImport, describeRows, rowsOf } from './import-shown.js';
import { findCompartment, findOperation } from './lookups.js';

const inspectedBytes = 64 * 1024;
const mostErrorsShown = 20;

interface RunOptions extends CommitOptions {
  readonly mapping?: string;
  readonly origin?: string;
  readonly reference?: string;
  readonly openReferences?: boolean;
  readonly dryRun?: boolean;
}

/** Looking at a file and bringing it in. */
export function runCommands(group: Command, contextOf: MakeContext): void {
  group
    .command('inspect')
    .description('Look at the first part of a file: its columns and words, and what they seem to mean. Keeps nothing')
    .argument('<operation>', 'code name or id')
    .argument('<file>', 'CSV or VICS 2.0 JSON')
    .option('--save-mapping <file>', 'write what it seems to mean, to be mended and given to run')
    .action((name: string, file: string, options: { saveMapping?: string }, command: Command) =>
      inspect(contextOf(command), name, file, options.saveMapping),
    );
  commitOptions(
    group
      .command('run')
      .description('Read a file, show what would happen, ask, and register')
      .argument('<operation>', 'code name or id')
      .argument('<file>', 'CSV or VICS 2.0 JSON'),
  )
    .option('--mapping <file>', 'what columns and words mean; left out: what was kept or seems to be meant')
    .option('--origin <agency>', 'for rows that name no origin')
    .option('--reference <reference>', 'for a bare list of media: the one dataset it becomes')
    .option('--open-references', 'external references are for everybody who sees the dataset')
    .option('--dry-run', 'stop after showing what would happen; commit it later by its id')
    .action((name: string, file: string, options: RunOptions, command: Command) =>
      run(contextOf(command), name, file, options),
    );
}

async function inspect(context: Context, name: string, file: string, saveTo: string | undefined): Promise<void> {
  const operation = await findOperation(context.api, name);
  const seen = await look(context, operation.id, file);
  if (saveTo !== undefined) writeFileSync(saveTo, `${JSON.stringify(suggested(seen), null, 2)}\n`, { flag: 'wx' });
  context.out.answer(seen, () => describeInspection(seen));
}

async function run(context: Context, name: string, file: string, options: RunOptions): Promise<void> {
  const { api, out } = context;
  const operation = await findOperation(api, name);
  if (options.shareTo !== undefined) findCompartment(operation, options.shareTo);
  const seen = await look(context, operation.id, file);
  const input = await inputOf(context, seen, options);
  const { body: begun } = await api.post<ImportView>(`/operations/${operation.id}/imports`, input);
  const view = await send(context, operation.id, begun.id, file);
  const errors = view.rows.error > 0 ? await rowsOf(api, operation.id, view.id, 'error') : [];
  if (options.dryRun) {
    return out.answer({ ...view, errors }, () =>
      [describeImport(view), shownErrors(errors)].filter(Boolean).join('\n\n'),
    );
  }
  for (const line of [describeImport(view), shownErrors(errors)].join('\n').split('\n'))
    if (line && !context.isJson) out.say(line);
  if (errors.length > 0 && options.rows === 'all')
    throw new CliError(
      `${errors.length} errors, nothing was registered. Mend the file, or run liaison import commit '${operation.codeName}' ${view.id} --rows good.`,
      exits.refused,
    );
  await commitImport(context, operation.id, view.id, options);
}

/** Reads the head of the file and asks what it seems to be. */
async function look({ api }: Context, operation: string, file: string): Promise<ImportInspection> {
  const head = headOf(file);
  const content = onePiece(head);
  return (
    await api.upload<ImportInspection>('POST', `/operations/${operation}/imports/inspect`, {
      content,
      length: head.length,
    })
  ).body;
}

async function inputOf({ api }: Context, seen: ImportInspection, options: RunOptions): Promise<ImportInput> {
  const { mapping, reference, openReferences } = options;
  if (seen.bare && reference === undefined)
    throw usageError('This is a bare list of media: name its dataset by --reference.');
  return {
    format: seen.format,
    ...(seen.format === 'csv' && { mapping: mapping === undefined ? suggested(seen) : readMapping(mapping) }),
    ...(options.origin !== undefined && { origin: await agencyId(api, options.origin) }),
    ...(reference !== undefined && { reference }),
    ...(openReferences && { openReferences }),
  };
}

/** Streams the file; an interruption forgets the import. */
async function send(context: Context, operation: string, id: string, file: string): Promise<ImportView> {
  const { api, terminal, out } = context;
  const length = statSync(file).size;
  const progress = showProgress(terminal, out, 'reading', length, context.isJson);
  const stop = new AbortController();
  const quiet = terminal.onInterrupt?.(() => stop.abort());
  try {
    const content = counted(createReadStream(file), (done) => progress.to(done));
    const path = `/operations/${operation}/imports/${id}`;
    return (await api.upload<ImportView>('PUT', `${path}/content`, { content, length, signal: stop.signal })).body;
  } catch (error) {
    if (stop.signal.aborted) await api.delete(`/operations/${operation}/imports/${id}`).catch(() => undefined);
    throw error;
  } finally {
    quiet?.();
    progress.end();
  }
}

async function* counted(source: AsyncIterable<Buffer>, told: (done: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of source) {
    yield chunk;
    done += chunk.length;
    told(done);
  }
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function headOf(path: string): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(inspectedBytes);
    return bytes.subarray(0, readSync(file, bytes));
  } catch {
    throw usageError(`${path} cannot be read.`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readMapping(path: string): ImportMapping {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ImportMapping;
  } catch {
    throw usageError(`${path} is no mapping; liaison import inspect --save-mapping writes one.`);
  }
}

/** What the inspection suggests, as a mapping that can be kept in a file. */
const suggested = ({ columns }: ImportInspection): ImportMapping => ({
  columns: Object.fromEntries(columns.map(({ name, field }) => [name, field])),
  words: Object.fromEntries(
    columns.flatMap(({ field, words }) => {
      const meant = words.flatMap(({ word, value }) => (value === null ? [] : [[word, value] as const]));
      return field && meant.length > 0 ? [[field, Object.fromEntries(meant)]] : [];
    }),
  ),
});

const describeInspection = (seen: ImportInspection): string =>
  [
    pairs([
      [
        'file',
        [seen.format, seen.encoding, seen.delimiter ? `delimiter ${seen.delimiter}` : ''].filter(Boolean).join(', '),
      ],
    ]),
    table(
      ['Column', 'Means', 'Samples', 'Words'],
      seen.columns.map(({ name, field, samples, words }) => [
        name,
        field ?? '(dropped)',
        samples.slice(0, 3).join(' | '),
        words.map(({ word, value }) => `${word} = ${value ?? '?'}`).join(', '),
      ]),
    ),
  ].join('\n\n');

const shownErrors = (errors: Awaited<ReturnType<typeof rowsOf>>): string =>
  errors.length === 0
    ? ''
    : [
        describeRows(errors.slice(0, mostErrorsShown)),
        ...(errors.length > mostErrorsShown
          ? [`and ${errors.length - mostErrorsShown} more: liaison import rows`]
          : []),
      ].join('\n');
