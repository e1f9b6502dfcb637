import { Option, type Command } from 'commander';
import type { AgencyPerson, NewPerson, SetPasswordLink } from '@liaison/contracts';
import { agencyDuties, type AgencyDuty } from '@liaison/domain';
import type { Api } from '../api/api.js';
import type { MakeContext } from '../context.js';
import { usageError } from '../exits.js';
import { confirm } from '../terminal/ask.js';
import { table } from '../terminal/text.js';
import { linkLines } from './links.js';

interface NewPersonOptions {
  readonly name: string;
  readonly duty: readonly AgencyDuty[];
}

const who = 'handle or sign-in name of somebody of your agency';

export function personCommands(program: Command, contextOf: MakeContext): void {
  const person = program.command('person').description('The people of your own agency');
  person
    .command('list')
    .description('Everybody of your agency, with their duties')
    .action((_options, command: Command) => list(contextOf, command));
  person
    .command('add')
    .description('Add somebody to your agency (coordinator); prints the link to hand to that person')
    .argument('<handle>', 'unique in the agency, for example ana.visser')
    .requiredOption('--name <name>', 'name as others see it')
    .addOption(
      new Option('--duty <duty...>', 'duties in the agency').choices(agencyDuties).default([] as AgencyDuty[], 'none'),
    )
    .action((handle: string, options: NewPersonOptions, command: Command) => add(contextOf, command, handle, options));
  person
    .command('link')
    .description('Make a new set-password link (coordinator); it ends any earlier one')
    .argument('<person>', who)
    .action((name: string, _options, command: Command) => link(contextOf, command, name));
  person
    .command('deactivate')
    .description('End somebody’s access at once, in every operation (coordinator)')
    .argument('<person>', who)
    .action((name: string, _options, command: Command) => setActive(contextOf, command, name, false));
  person
    .command('activate')
    .description('Give somebody their access back (coordinator)')
    .argument('<person>', who)
    .action((name: string, _options, command: Command) => setActive(contextOf, command, name, true));
}

async function list(contextOf: MakeContext, command: Command): Promise<void> {
  const { api, out } = contextOf(command);
  const { body } = await api.get<readonly AgencyPerson[]>('/agency/people');
  out.answer(body, () =>
    table(
      ['Handle', 'Name', 'Duties', 'Sign-in name', 'State'],
      body.map((one) => [
        one.handle,
        one.name,
        [...one.duties, ...(one.oversight ? ['oversight'] : [])].join(', '),
        one.signInName ?? '',
        stateOf(one),
      ]),
    ),
  );
}

const stateOf = ({ active, hasPassword }: AgencyPerson): string => {
  if (!active) return 'not active';
  return hasPassword === false ? 'has set no password yet' : 'active';
};

async function add(contextOf: MakeContext, command: Command, handle: string, options: NewPersonOptions): Promise<void> {
  const { api, out, url } = contextOf(command);
  const { body: own } = await api.get<{ readonly code: string }>('/agency');
  const signInName = `${handle}@${own.code.toLowerCase()}`;
  const { body } = await api.post<NewPerson>('/agency/people', { name: options.name, handle, signInName });
  if (options.duty.length > 0) await api.patch(`/agency/people/${body.person.id}`, { duties: options.duty });
  out.answer({ ...body, person: { ...body.person, duties: options.duty } }, () =>
    [`${options.name} is of your agency.`, linkLines(url, signInName, body)].join('\n'),
  );
}

async function link(contextOf: MakeContext, command: Command, name: string): Promise<void> {
  const { api, out, url } = contextOf(command);
  const person = await findPerson(api, name);
  const { body } = await api.post<SetPasswordLink>(`/agency/people/${person.id}/set-password-link`);
  out.answer({ ...body, person }, () => linkLines(url, person.signInName ?? person.handle, body));
}

async function setActive(contextOf: MakeContext, command: Command, name: string, active: boolean): Promise<void> {
  const { api, out, terminal, isSure } = contextOf(command);
  const person = await findPerson(api, name);
  if (!active) await confirm(terminal, `${person.name} loses every session and all access at once.`, isSure);
  const { body } = await api.patch<AgencyPerson>(`/agency/people/${person.id}`, { active });
  out.answer(body, () => `${body.name} is ${body.active ? 'active' : 'not active any more'}.`);
}

/** Somebody of one's own agency, by handle, sign-in name or id. */
export async function findPerson(api: Api, name: string): Promise<AgencyPerson> {
  const { body } = await api.get<readonly AgencyPerson[]>('/agency/people');
  const found = body.find((one) => [one.handle, one.signInName, one.id].includes(name));
  if (found) return found;
  throw usageError(`There is no ${name} in your agency; see liaison person list.`);
}
