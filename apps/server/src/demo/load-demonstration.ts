import type { INestApplicationContext } from '@nestjs/common';
import { credentialOf, platformAgency, UnitOfWork } from '@liaison/persistence';
import type { FirstAdministrator } from '../identity/found-installation.js';
import { Calendar } from './calendar.js';
import { parts, personas, signInNameOf, type Part } from './cast.js';
import { newPassword, spendLink, TellDirectory, type Cast } from './directory.js';
import type { DemoSignIn, PasswordFile } from './password-file.js';
import { Progress } from './progress.js';
import { Stage, type Player } from './stage.js';
import { Story } from './story.js';

/**
 * Tells the demonstration in a newly founded installation: every line of it through the use cases that serve real
 * people, with its people as actors. The administrator's password comes last, so that a load that was cut short is
 * recognised and taken away.
 */
export async function loadDemonstration(
  app: INestApplicationContext,
  first: FirstAdministrator,
  file: PasswordFile,
  say: (text: string) => void,
): Promise<void> {
  const stage = new Stage(app, new Progress(say));
  const now = stage.clock.now();
  const calendar = new Calendar(now);
  const administrator = await theAdministrator(stage);
  const cast = await new TellDirectory(stage, calendar, administrator).run();
  await new Story(stage, calendar, cast).tell();
  const password = newPassword();
  file.write([...signInsOf(cast), { ...administratorPersona, password }]);
  await spendLink(stage, first.link, password, now);
}

const administratorPersona = {
  signInName: platformAgency.administrator,
  name: 'Administrator',
  as: 'administrator',
} as const;

async function theAdministrator(stage: Stage): Promise<Player> {
  const unitOfWork = stage.use(UnitOfWork);
  const found = await unitOfWork.quietly(null, (tx) => credentialOf(tx, platformAgency.administrator));
  if (!found) throw new Error('the installation has no administrator');
  const { code, name } = platformAgency;
  const duties = { duties: [], installationDuties: ['administrator'] } as const;
  return { id: found.person, agency: found.agency, code, name, handle: 'administrator', ...duties };
}

const signInsOf = ({ passwords }: Cast): DemoSignIn[] =>
  parts.map((part) => {
    const signInName = signInNameOf(part);
    return { signInName, name: part.name, as: titleOf(part), password: passwords.get(signInName) ?? '' };
  });

const titleOf = ({ role, duties, oversight }: Part): string =>
  (oversight ? 'oversight' : undefined) ?? role?.replace('_', ' ') ?? duties[0] ?? '';

/** One sign-in of each kind, as a table for whoever started the server. */
export function personaTable(signIns: readonly DemoSignIn[]): readonly string[] {
  const shown = [
    ...personas.map(({ title, agency, name }) => ({ title: `${title} ${agency}`, signInName: nameOf(agency, name) })),
    { title: 'administrator', signInName: administratorPersona.signInName },
  ];
  return shown.map(({ title, signInName }) => {
    const password = signIns.find((one) => one.signInName === signInName)?.password ?? '';
    return `${title.padEnd(18)} ${signInName.padEnd(28)} ${password}`;
  });
}

function nameOf(agency: string, name: string): string {
  const part = parts.find((one) => one.agency === agency && one.name === name);
  return part ? signInNameOf(part) : '';
}
