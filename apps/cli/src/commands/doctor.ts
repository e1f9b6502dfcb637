import type { Command } from 'commander';
import type { InstallationView, Me } from '@liaison/contracts';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits, type Exit } from '../exits.js';
import { table } from '../terminal/text.js';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'bad' | 'skipped';
  readonly detail: string;
}

/** A session's times are compared with the server's clock; beyond this a person's own clock misleads them. */
const tolerableSkewSeconds = 30;
const freeBytesWanted = 1_000_000_000;

export function doctorCommand(program: Command, contextOf: MakeContext): void {
  program
    .command('doctor')
    .description('Look whether this installation is well: address, health, versions, clock, session, schema, data')
    .action((_options, command: Command) => doctor(contextOf(command)));
}

async function doctor(context: Context): Promise<void> {
  const findings = [addressOf(context), ...(await healthOf(context)), ...(await sessionOf(context))];
  const bad = findings.filter((finding) => finding.state === 'bad');
  context.out.answer({ well: bad.length === 0, findings }, () =>
    table(
      ['', 'Check', 'Found'],
      findings.map(({ state, check, detail }) => [marks[state], check, detail]),
    ),
  );
  if (bad.length > 0) throw new CliError(`Not well: ${bad.map((one) => one.check).join(', ')}.`, exitOf(bad));
}

const marks = { ok: 'ok', warn: 'warn', bad: 'BAD', skipped: '-' } as const;

const exitOf = (bad: readonly Finding[]): Exit =>
  bad.some((one) => one.check === 'reachable' || one.check === 'ready') ? exits.unreachable : exits.refused;

const addressOf = ({ url, version }: Context): Finding => ({
  check: 'address',
  state: 'ok',
  detail: `${url}, this program is ${version} on Node ${process.versions.node}`,
});

async function healthOf(context: Context): Promise<Finding[]> {
  const asked = Date.now();
  try {
    const { headers } = await context.stranger.send('GET', '/health/live');
    const findings = [found('reachable', 'ok', `answered in ${Date.now() - asked} ms`), skewOf(headers.get('date'))];
    return [...findings, await readinessOf(context)];
  } catch (error) {
    return [found('reachable', 'bad', messageOf(error))];
  }
}

async function readinessOf(context: Context): Promise<Finding> {
  try {
    const { body } = await context.stranger.send<{ status: string; since?: string }>('GET', '/health/ready');
    if (body.status === 'read_only')
      return found('access log', 'bad', `halted since ${body.since}; why, says the server’s own log`);
    return found('ready', 'ok', 'the database answers');
  } catch (error) {
    return found('ready', 'bad', messageOf(error));
  }
}

function skewOf(date: string | null): Finding {
  if (date === null) return found('clock', 'warn', 'the server does not say what time it is');
  // The header has whole seconds, so half a second is the best guess at the rest.
  const seconds = Math.round((Date.now() - Date.parse(date) - 500) / 1000);
  const state = Math.abs(seconds) > tolerableSkewSeconds ? 'warn' : 'ok';
  return found('clock', state, `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the server`);
}

async function sessionOf(context: Context): Promise<Finding[]> {
  const kept = context.sessions.of(context.url);
  if (!kept) return [found('session', 'skipped', 'nobody is signed in'), ...unseen('sign in as the administrator')];
  try {
    const { body: me } = await context.api.get<Me>('/me');
    const who = `${me.person.name} (${me.agency.code}), until ${me.session.expiresAt}`;
    const finding = found('session', 'ok', me.demonstration ? `${who}, demonstration` : who);
    return [finding, ...(await installationOf(context, me))];
  } catch (error) {
    return [found('session', 'warn', messageOf(error)), ...unseen('sign in as the administrator')];
  }
}

async function installationOf(context: Context, me: Me): Promise<Finding[]> {
  if (!me.installationDuties.includes('administrator')) return unseen('only the administrator sees it');
  const { body } = await context.api.get<InstallationView>('/installation');
  return [versionOf(context, body), schemaOf(body), dataOf(body)];
}

const unseen = (why: string): Finding[] => ['version', 'schema', 'data'].map((check) => found(check, 'skipped', why));

const versionOf = ({ version }: Context, { version: server, node }: InstallationView): Finding =>
  found('version', server === version ? 'ok' : 'warn', `server ${server} on Node ${node}, this program ${version}`);

function schemaOf({ schema, database }: InstallationView): Finding {
  const at = `${schema.applied} of ${schema.known} migrations, PostgreSQL ${database}`;
  return found('schema', schema.applied === schema.known ? 'ok' : 'bad', at);
}

function dataOf({ dataDirectory }: InstallationView): Finding {
  if (!dataDirectory) return found('data', 'ok', 'kept by the database that DATABASE_URL names');
  const { path, freeBytes, usedBytes } = dataDirectory;
  const state = freeBytes < freeBytesWanted ? 'warn' : 'ok';
  return found('data', state, `${path}: ${gigabytes(usedBytes)} used by the database, ${gigabytes(freeBytes)} free`);
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

const found = (check: string, state: Finding['state'], detail: string): Finding => ({ check, state, detail });

const messageOf = (error: unknown): string => (error instanceof CliError ? error.message : String(error));
