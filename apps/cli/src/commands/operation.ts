import { Option, type Command } from 'commander';
import {
  operationTemplateDefaults,
  type AgencyPerson,
  type OperationSummary,
  type OperationView,
} from '@liaison/contracts';
import { classifications, operationTemplates, type Classification, type OperationTemplate } from '@liaison/domain';
import type { MakeContext } from '../context.js';
import { confirm } from '../terminal/ask.js';
import { pairs, table } from '../terminal/text.js';
import { agencyCodes } from './agency.js';
import { findOperation } from './lookups.js';
import { memberCommands } from './member.js';
import { findPerson } from './person.js';
import { participationCommands } from './participation.js';

interface OpenOptions {
  readonly template: OperationTemplate;
  readonly deputy: string;
  readonly starts: string;
  readonly ends: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly ground?: readonly string[];
  readonly ceiling: Classification;
  readonly retention?: string;
}

export function operationCommands(program: Command, contextOf: MakeContext): void {
  const operation = program.command('operation').description('Operations you know of, and who is in them');
  operation
    .command('list')
    .description('Your operations')
    .action((_options, command: Command) => list(contextOf, command));
  operation
    .command('show')
    .description('One operation: agencies, people, the compartments you are in')
    .argument('<operation>', 'code name or id')
    .action((name: string, _options, command: Command) => show(contextOf, command, name));
  operation
    .command('open')
    .description('Open an operation that your agency hosts, and lead it (organiser)')
    .argument('<code-name>', 'for example VIDTF-18')
    .addOption(new Option('--template <template>', 'what it begins as').choices(operationTemplates).default('blank'))
    .requiredOption('--deputy <person>', 'deputy lead, of your agency')
    .requiredOption('--starts <day>', 'first day, 2025-09-15')
    .requiredOption('--ends <day>', 'last day')
    .option('--purpose <text>', 'left out: the template’s')
    .option('--legal-basis <text>', 'left out: the template’s')
    .option('--ground <text...>', 'grounds that a consultation can have; left out: the template’s')
    .addOption(
      new Option('--ceiling <classification>', 'highest marking').choices(classifications).default(classifications[0]),
    )
    .option('--retention <days>', 'left out: the template’s')
    .action((name: string, options: OpenOptions, command: Command) => open(contextOf, command, name, options));
  participationCommands(operation, contextOf);
  memberCommands(operation, contextOf);
}

async function list(contextOf: MakeContext, command: Command): Promise<void> {
  const { api, out } = contextOf(command);
  const { body } = await api.get<readonly OperationSummary[]>('/operations');
  const codeOf = await agencyCodes(api);
  out.answer(body, () =>
    table(
      ['Code name', 'Phase', 'Host', 'From', 'To', 'My role', 'My agency'],
      body.map((one) => [
        one.codeName,
        one.phase,
        codeOf(one.host),
        one.startsOn,
        one.endsOn,
        one.role ?? '',
        one.participation,
      ]),
    ),
  );
}

async function show(contextOf: MakeContext, command: Command, name: string): Promise<void> {
  const { api, out } = contextOf(command);
  const operation = await findOperation(api, name);
  const codeOf = await agencyCodes(api);
  out.answer(operation, () => describe(operation, codeOf));
}

export function describe(operation: OperationView, codeOf: (agency: string) => string): string {
  const { codeName, phase, startsOn, endsOn, purpose, legalBasis, ceiling, retentionDays } = operation;
  const about = pairs([
    ['operation', `${codeName}, ${phase}, ${startsOn} to ${endsOn}, hosted by ${codeOf(operation.host)}`],
    ['purpose', purpose],
    ['legal basis', legalBasis],
    ['ceiling', `${ceiling}, kept for ${retentionDays} days after closing`],
  ]);
  const agencies = operation.agencies.map((one) => [
    one.agency.code,
    one.kind,
    one.state,
    one.regime ?? '',
    one.until ?? '',
  ]);
  const members = operation.members.map(({ person, role, until, deputy }) => [
    person.name,
    `${codeOf(person.agency)}/${person.handle}`,
    deputy ? `${role}, deputy` : role,
    until?.slice(0, 10) ?? '',
  ]);
  const compartments = operation.compartments.map((one) => [
    one.name,
    one.kind,
    one.marking.tlp,
    String(one.readers.length),
  ]);
  return [
    about,
    table(['Agency', 'As', 'State', 'Receives under', 'Until'], agencies),
    table(['Name', 'Handle', 'Role', 'Until'], members),
    table(['Compartment', 'Kind', 'TLP', 'Readers'], compartments),
  ].join('\n\n');
}

async function open(contextOf: MakeContext, command: Command, codeName: string, options: OpenOptions): Promise<void> {
  const { api, out, terminal, isSure } = contextOf(command);
  const deputy: AgencyPerson = await findPerson(api, options.deputy);
  const { purpose, legalBasis, grounds, retentionDays } = operationTemplateDefaults[options.template];
  await confirm(
    terminal,
    `Opens ${codeName}, hosted by your agency, led by you with ${deputy.name} as deputy.`,
    isSure,
  );
  const { body } = await api.post<OperationView>('/operations', {
    codeName,
    template: options.template,
    purpose: options.purpose ?? purpose,
    legalBasis: options.legalBasis ?? legalBasis,
    grounds: options.ground ?? grounds,
    retentionDays: options.retention === undefined ? retentionDays : Number(options.retention),
    deputyLead: deputy.id,
    startsOn: options.starts,
    endsOn: options.ends,
    ceiling: options.ceiling,
  });
  const codeOf = await agencyCodes(api);
  out.answer(body, () => describe(body, codeOf));
}
