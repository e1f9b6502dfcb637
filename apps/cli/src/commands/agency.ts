import { Option, type Command } from 'commander';
import type { AgencyRef, AgencySettings, NewAgency } from '@liaison/contracts';
import type { Api } from '../api/api.js';
import type { MakeContext } from '../context.js';
import { usageError } from '../exits.js';
import { confirm } from '../terminal/ask.js';
import { pairs, table } from '../terminal/text.js';
import { linkLines } from './links.js';

interface NewAgencyOptions {
  readonly name: string;
  readonly country: string;
  readonly coordinator: string;
  readonly handle: string;
}

interface PolicyOptions {
  readonly ground?: 'on' | 'off';
  readonly presence?: 'on' | 'off';
}

export function agencyCommands(program: Command, contextOf: MakeContext): void {
  const agency = program
    .command('agency')
    .description('The directory of agencies, and what your own asks of its people');
  agency
    .command('list')
    .description('Every agency of the installation')
    .action(async (_options, command: Command) => {
      const { api, out } = contextOf(command);
      const { body } = await api.get<readonly AgencyRef[]>('/agencies');
      out.answer(body, () =>
        table(
          ['Code', 'Country', 'Name'],
          body.map((one) => [one.code, one.country, one.name]),
        ),
      );
    });
  agency
    .command('add')
    .description('Add an agency with its first coordinator (administrator); prints the link to hand to that person')
    .argument('<code>', 'short code, for example NL')
    .requiredOption('--name <name>', 'name of the agency')
    .requiredOption('--country <country>', 'two capital letters, or international')
    .requiredOption('--coordinator <name>', 'name of the first coordinator')
    .requiredOption('--handle <handle>', 'their handle, for example ana.visser')
    .action((code: string, options: NewAgencyOptions, command: Command) => add(contextOf, command, code, options));
  agency
    .command('policy')
    .description('Show what your agency asks of its own people, or change it (coordinator)')
    .addOption(new Option('--ground <state>', 'ask for a ground before consultation').choices(['on', 'off']))
    .addOption(new Option('--presence <state>', 'show others who has a compartment open').choices(['on', 'off']))
    .action((options: PolicyOptions, command: Command) => policy(contextOf, command, options));
}

async function add(contextOf: MakeContext, command: Command, code: string, options: NewAgencyOptions): Promise<void> {
  const { api, out, terminal, isSure, url } = contextOf(command);
  const signInName = `${options.handle}@${code.toLowerCase()}`;
  await confirm(terminal, `Adds ${code} with ${options.coordinator} (${signInName}) as first coordinator.`, isSure);
  const { body } = await api.post<NewAgency>('/agencies', {
    code,
    name: options.name,
    country: options.country,
    firstCoordinator: { name: options.coordinator, handle: options.handle, signInName },
  });
  out.answer(body, () => [`${code} is in the directory.`, linkLines(url, signInName, body)].join('\n'));
}

async function policy(contextOf: MakeContext, command: Command, options: PolicyOptions): Promise<void> {
  const { api, out, terminal, isSure } = contextOf(command);
  const change = {
    ...(options.ground && { groundRequired: options.ground === 'on' }),
    ...(options.presence && { presence: options.presence === 'on' }),
  };
  const isChange = Object.keys(change).length > 0;
  if (isChange) await confirm(terminal, 'Changes this for all people of your agency.', isSure);
  const { body } = isChange
    ? await api.patch<AgencySettings>('/agency', change)
    : await api.get<AgencySettings>('/agency');
  out.answer(body, () =>
    pairs([
      ['agency', `${body.code}, ${body.name}`],
      ['ground before consultation', body.groundRequired ? 'on' : 'off'],
      ['presence shown to others', body.presence ? 'on' : 'off'],
    ]),
  );
}

/** The id of an agency that was named by its code. */
export async function agencyId(api: Api, code: string): Promise<string> {
  const { body } = await api.get<readonly AgencyRef[]>('/agencies');
  const found = body.find((agency) => agency.code === code.toUpperCase());
  if (found) return found.id;
  throw usageError(`There is no agency ${code} in the directory; see liaison agency list.`);
}

/** Codes by id, for showing who is meant. */
export async function agencyCodes(api: Api): Promise<(id: string) => string> {
  const { body } = await api.get<readonly AgencyRef[]>('/agencies');
  const codes = new Map(body.map((agency) => [agency.id, agency.code]));
  return (id) => codes.get(id) ?? '';
}
