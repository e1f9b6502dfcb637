import type { Command } from 'commander';
import type { Me } from '@liaison/contracts';
import type { Reply } from '../api/api.js';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits } from '../exits.js';
import { ask, askSecret } from '../terminal/ask.js';

const cookieName = '__Host-liaison';

export function sessionCommands(program: Command, contextOf: MakeContext): void {
  program
    .command('sign-in')
    .description('Open a session of your own; the password is typed without an echo, or piped in')
    .argument('[name]', 'your sign-in name')
    .action((name: string | undefined, _options, command: Command) => signIn(contextOf(command), name));
  program
    .command('sign-out')
    .description('End your session, here and on the server')
    .action((_options, command: Command) => signOut(contextOf(command)));
}

async function signIn(context: Context, given: string | undefined): Promise<void> {
  const { terminal, out, url, sessions } = context;
  const signInName = given ?? (await ask(terminal, 'Sign-in name: '));
  const password = await askSecret(terminal, 'Password: ');
  const reply = await context.stranger.post<Me>('/session', { signInName, password });
  sessions.keep({ url, signInName, cookie: cookieOf(reply), expiresAt: reply.body.session.expiresAt });
  const { person, agency, demonstration } = reply.body;
  out.answer({ url, person, agency, demonstration, expiresAt: reply.body.session.expiresAt }, () =>
    [
      `Signed in to ${url} as ${person.name} (${agency.code}).`,
      ...(demonstration ? ['This is a demonstration: nothing here is real.'] : []),
    ].join('\n'),
  );
}

async function signOut(context: Context): Promise<void> {
  const { url, sessions, out } = context;
  try {
    await context.api.delete('/session');
  } catch (error) {
    if (!(error instanceof CliError) || error.exit !== exits.signedOut) throw error;
  }
  sessions.forget(url);
  out.answer({ url, signedOut: true }, () => `Signed out of ${url}.`);
}

function cookieOf({ headers }: Reply<unknown>): string {
  const pair = headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .find((cookie) => cookie.startsWith(`${cookieName}=`));
  if (pair !== undefined) return pair;
  throw new CliError('What answers there is no Liaison server: it opened no session.', exits.refused);
}
