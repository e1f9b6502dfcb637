import { Option, type Command } from 'commander';
import type { ImportView } from '@liaison/contracts';
import type { Context } from '../context.js';
import { confirm } from '../terminal/ask.js';
import { describeImport, seersOf } from './import-shown.js';
import { findCompartment, findOperation } from './lookups.js';

export interface CommitOptions {
  readonly rows: 'all' | 'good';
  readonly known: 'skip' | 'update';
  readonly shareTo?: string;
}

/** What committing needs to be told, alike for `run` and for `commit`. */
export const commitOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--rows <rows>', 'all: refuse while a row has errors').choices(['all', 'good']).default('all'),
    )
    .addOption(new Option('--known <what>', 'rows that are here already').choices(['skip', 'update']).default('skip'))
    .option('--share-to <compartment>', 'share in the same step: all, NL+FR, or an id');

/** Says who will see how much, asks, and registers. */
export async function commitImport(context: Context, name: string, id: string, options: CommitOptions): Promise<void> {
  const { api, out, terminal, isSure } = context;
  const operation = await findOperation(api, name);
  const target = options.shareTo === undefined ? null : findCompartment(operation, options.shareTo);
  const path = `/operations/${operation.id}/imports/${id}`;
  const { body: before } = await api.get<ImportView>(target ? `${path}?shareTo=${target.id}` : path);
  const { willSee } = before;
  const seen = willSee ? `${seersOf(willSee)} will see ${willSee.datasets} datasets.` : '';
  await confirm(terminal, `Registers ${before.rows.new} datasets. ${seen}`, isSure);
  const share = target && { shareTo: target.id, memberVer: target.memberVer };
  const { body } = await api.post<ImportView>(`${path}/commit`, { rows: options.rows, known: options.known, ...share });
  out.answer(body, () => describeImport(body));
}
