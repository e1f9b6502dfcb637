import { Argument, Option, type Command } from 'commander';
import type { OperationView } from '@liaison/contracts';
import { legalRegimes, type LegalRegime } from '@liaison/domain';
import type { Context, MakeContext } from '../context.js';
import { usageError } from '../exits.js';
import { confirm } from '../terminal/ask.js';
import { table } from '../terminal/text.js';
import { agencyId } from './agency.js';
import { findOperation } from './lookups.js';

const startedPhases = ['active', 'dissemination', 'follow_up'] as const;

interface InviteOptions {
  readonly observer?: boolean;
  readonly until?: string;
  readonly desk?: boolean;
}

/** Agencies invited and answering; phases. */
export function participationCommands(operation: Command, contextOf: MakeContext): void {
  operation
    .command('invite')
    .description('Invite agencies (lead)')
    .argument('<operation>', 'code name or id')
    .argument('<agency...>', 'codes of agencies')
    .option('--observer', 'as an observer, which reads and acknowledges where it is named')
    .option('--until <day>', 'last day; an observer must have one')
    .option('--desk', 'as the neutral desk for deconfliction')
    .action((name: string, codes: readonly string[], options: InviteOptions, command: Command) =>
      invite(contextOf(command), name, codes, options),
    );
  operation
    .command('answer')
    .description('Accept or decline an invitation of your agency (coordinator)')
    .argument('<operation>', 'code name or id')
    .addArgument(new Argument('<answer>').choices(['accept', 'decline']))
    .addOption(new Option('--regime <regime>', 'under which your agency receives').choices(legalRegimes))
    .action((name: string, said: 'accept' | 'decline', { regime }: { regime?: LegalRegime }, command: Command) =>
      answer(contextOf(command), name, said, regime),
    );
  operation
    .command('phase')
    .description('Move an operation on (lead)')
    .argument('<operation>', 'code name or id')
    .addArgument(new Argument('<phase>').choices(startedPhases))
    .action((name: string, phase: string, _options, command: Command) => changePhase(contextOf(command), name, phase));
}

async function invite(
  { api, out, terminal, isSure }: Context,
  name: string,
  codes: readonly string[],
  options: InviteOptions,
): Promise<void> {
  const operation = await findOperation(api, name);
  const ids: string[] = [];
  for (const code of codes) ids.push(await agencyId(api, code));
  const kind = options.observer ? 'observer' : 'participant';
  await confirm(terminal, `Invites ${codes.join(', ')} to ${operation.codeName} as ${kind}.`, isSure);
  const more = { ...(options.until && { until: options.until }), ...(options.desk && { desk: true }) };
  let view = operation;
  for (const agency of ids)
    view = (await api.post<OperationView>(`/operations/${operation.id}/participations`, { agency, kind, ...more }))
      .body;
  out.answer(view.agencies, () => agenciesOf(view));
}

async function answer(context: Context, name: string, said: 'accept' | 'decline', regime?: LegalRegime): Promise<void> {
  const { api, out, terminal, isSure } = context;
  if (said === 'accept' && !regime) throw usageError(`--regime must be one of ${legalRegimes.join(', ')}`);
  const operation = await findOperation(api, name);
  const { body: own } = await api.get<{ readonly id: string; readonly code: string }>('/agency');
  await confirm(terminal, `${own.code} will ${said} the invitation to ${operation.codeName}.`, isSure);
  const path = `/operations/${operation.id}/participations/${own.id}/answer`;
  const { body } = await api.post<OperationView>(path, { answer: said, ...(said === 'accept' && { regime }) });
  out.answer(body.agencies, () => agenciesOf(body));
}

async function changePhase({ api, out, terminal, isSure }: Context, name: string, phase: string): Promise<void> {
  const { id, codeName, phase: before, version } = await findOperation(api, name);
  await confirm(terminal, `${codeName} goes from ${before} to ${phase}.`, isSure);
  const { body } = await api.post<OperationView>(`/operations/${id}/phase`, { version, phase });
  out.answer(body, () => `${codeName} is in phase ${body.phase}.`);
}

export const agenciesOf = ({ agencies }: OperationView): string =>
  table(
    ['Agency', 'As', 'State', 'Until'],
    agencies.map(({ agency, kind, state, until }) => [agency.code, kind, state, until ?? '']),
  );
