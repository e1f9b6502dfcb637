import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { MemberListAnswer, MemberView, OperationView } from '@liaison/contracts';
import { memberRoles, type MemberRole } from '@liaison/domain';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits, usageError } from '../exits.js';
import { confirm, readAll } from '../terminal/ask.js';
import { table } from '../terminal/text.js';
import { agencyCodes, agencyId } from './agency.js';
import { findOperation } from './lookups.js';
import { agenciesOf } from './participation.js';
import { findPerson } from './person.js';

interface NominateOptions {
  readonly role?: MemberRole;
  readonly until?: string;
  readonly list?: string;
  readonly goodLines?: boolean;
}

/** People in an operation, each named by their own agency. */
export function memberCommands(operation: Command, contextOf: MakeContext): void {
  operation
    .command('nominate')
    .description('Name people of your agency, one by one or from a list `handle;role;until` (coordinator)')
    .argument('<operation>', 'code name or id')
    .argument('[person]', 'handle of somebody of your agency')
    .addOption(new Option('--role <role>', 'their role').choices(memberRoles))
    .option('--until <day>', 'last day')
    .option('--list <file>', 'one person a line, from a file or - for what is piped in')
    .option('--good-lines', 'take the lines that can be taken; without it one bad line stops all')
    .action((name: string, person: string | undefined, options: NominateOptions, command: Command) =>
      nominate(contextOf(command), name, person, options),
    );
  operation
    .command('remove')
    .description('Remove somebody of your agency (coordinator), or with --agency an agency (lead), at once')
    .argument('<operation>', 'code name or id')
    .argument('<who>', 'handle of a person, or code of an agency')
    .option('--agency', 'what is named is an agency')
    .action((name: string, who: string, { agency }: { agency?: boolean }, command: Command) =>
      agency ? removeAgency(contextOf(command), name, who) : removePerson(contextOf(command), name, who),
    );
}

async function nominate(
  context: Context,
  name: string,
  person: string | undefined,
  options: NominateOptions,
): Promise<void> {
  const operation = await findOperation(context.api, name);
  if (options.list !== undefined) return nominateList(context, operation, options.list, options.goodLines === true);
  if (person === undefined || !options.role) throw usageError('Name a person and --role, or give --list.');
  const { id } = await findPerson(context.api, person);
  const input = { person: id, role: options.role, ...(options.until && { until: options.until }) };
  const { body } = await context.api.post<MemberView>(`/operations/${operation.id}/members`, input);
  await sayNominated(context, [body]);
}

async function nominateList(
  context: Context,
  operation: OperationView,
  path: string,
  goodLines: boolean,
): Promise<void> {
  const { api, out } = context;
  const text = path === '-' ? await readAll(context.terminal) : readFile(path);
  const mode = goodLines ? 'good_lines' : 'all_or_nothing';
  const { body } = await api.post<MemberListAnswer>(`/operations/${operation.id}/members/list`, { text, mode });
  if (body.errors.length === 0) return sayNominated(context, body.nominated);
  const errors = body.errors.map(({ line, reason }) => [String(line), reason]);
  out.answer(body, () => table(['Line', 'Reason'], errors));
  throw new CliError(
    `${body.errors.length} lines cannot be taken; ${body.nominated.length} people were named.`,
    exits.refused,
  );
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw usageError(`${path} cannot be read.`);
  }
}

async function sayNominated({ api, out }: Context, members: readonly MemberView[]): Promise<void> {
  const codeOf = await agencyCodes(api);
  out.answer(members, () =>
    table(
      ['Name', 'Handle', 'Role', 'Until'],
      members.map(({ person, role, until }) => [
        person.name,
        `${codeOf(person.agency)}/${person.handle}`,
        role,
        until?.slice(0, 10) ?? '',
      ]),
    ),
  );
}

async function removePerson({ api, out, terminal, isSure }: Context, name: string, handle: string): Promise<void> {
  const operation = await findOperation(api, name);
  const person = await findPerson(api, handle);
  const member = operation.members.find((one) => one.person.id === person.id);
  if (!member) throw usageError(`${handle} is no member of ${operation.codeName}.`);
  await confirm(terminal, `${person.name} loses ${operation.codeName} at once.`, isSure);
  await api.delete(`/operations/${operation.id}/members/${member.id}`);
  out.answer({ operation: operation.id, removed: member.id }, () => `${person.name} is no member any more.`);
}

async function removeAgency({ api, out, terminal, isSure }: Context, name: string, code: string): Promise<void> {
  const operation = await findOperation(api, name);
  const id = await agencyId(api, code);
  await confirm(terminal, `${code} loses ${operation.codeName} at once, with all of its people.`, isSure);
  const { body } = await api.delete<OperationView>(`/operations/${operation.id}/participations/${id}`);
  out.answer(body.agencies, () => agenciesOf(body));
}
