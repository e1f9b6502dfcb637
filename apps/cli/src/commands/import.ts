import { Option, type Command } from 'commander';
import type { ImportView } from '@liaison/contracts';
import type { Context, MakeContext } from '../context.js';
import { confirm } from '../terminal/ask.js';
import { table } from '../terminal/text.js';
import { commitImport, commitOptions, type CommitOptions } from './import-commit.js';
import { runCommands } from './import-run.js';
import { describeImport, describeRows, rowsOf } from './import-shown.js';
import { findOperation } from './lookups.js';

export function importCommands(program: Command, contextOf: MakeContext): void {
  const group = program
    .command('import')
    .description('Bring a register (CSV) or a VICS 2.0 manifest into an operation');
  runCommands(group, contextOf);
  group
    .command('status')
    .description('How an import stands, or all of yours in the operation')
    .argument('<operation>', 'code name or id')
    .argument('[import]', 'its id')
    .action((name: string, id: string | undefined, _options, command: Command) => status(contextOf(command), name, id));
  group
    .command('rows')
    .description('The rows that were read, by default those with errors')
    .argument('<operation>', 'code name or id')
    .argument('<import>', 'its id')
    .addOption(new Option('--only <kind>', 'which rows').choices(['new', 'known', 'error']).default('error'))
    .action((name: string, id: string, { only }: { only: string }, command: Command) =>
      rows(contextOf(command), name, id, only),
    );
  commitOptions(
    group
      .command('commit')
      .description('Register what was read')
      .argument('<operation>', 'code name or id')
      .argument('<import>', 'its id'),
  ).action((name: string, id: string, options: CommitOptions, command: Command) =>
    commitImport(contextOf(command), name, id, options),
  );
  group
    .command('cancel')
    .description('Forget an import and everything that was read of it')
    .argument('<operation>', 'code name or id')
    .argument('<import>', 'its id')
    .action((name: string, id: string, _options, command: Command) => cancel(contextOf(command), name, id));
}

async function status({ api, out }: Context, name: string, id: string | undefined): Promise<void> {
  const operation = await findOperation(api, name);
  const path = `/operations/${operation.id}/imports`;
  if (id !== undefined) {
    const { body } = await api.get<ImportView>(`${path}/${id}`);
    return out.answer(body, () => describeImport(body));
  }
  const { body } = await api.get<readonly ImportView[]>(path);
  out.answer(body, () =>
    table(
      ['Import', 'Begun', 'Format', 'State', 'New', 'Known', 'Errors'],
      body.map((one) => [
        one.id,
        one.startedAt,
        one.format,
        one.state,
        ...[one.rows.new, one.rows.known, one.rows.error].map(String),
      ]),
    ),
  );
}

async function rows({ api, out }: Context, name: string, id: string, only: string): Promise<void> {
  const operation = await findOperation(api, name);
  const found = await rowsOf(api, operation.id, id, only);
  out.answer(found, () => describeRows(found));
}

async function cancel({ api, out, terminal, isSure }: Context, name: string, id: string): Promise<void> {
  const operation = await findOperation(api, name);
  await confirm(terminal, 'Everything that was read of the file is deleted.', isSure);
  await api.delete(`/operations/${operation.id}/imports/${id}`);
  out.answer({ id, cancelled: true }, () => 'Cancelled.');
}
