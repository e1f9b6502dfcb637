import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Command } from 'commander';
import {
  formatWitnessKey,
  LogError,
  parseLogKey,
  Witness,
  witnessSigner,
  type KeyProvider,
  type PublicKey,
} from '@liaison/transparency-log';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits, usageError } from '../exits.js';
import { codeOf } from '../files/files.js';
import { makeKey, readKey } from '../files/key-file.js';
import { pairs } from '../terminal/text.js';
import { beginState, isBegun, StateFolder } from './state-folder.js';
import { witnessServer } from './witness-server.js';

interface WitnessOptions {
  readonly log: readonly PublicKey[];
  readonly key: string;
  readonly name?: string;
  readonly state: string;
  readonly listen: Listen;
}

interface Listen {
  readonly host: string;
  readonly port: number;
}

export function witnessCommand(program: Command, contextOf: MakeContext): void {
  program
    .command('witness')
    .description('Cosign the checkpoints of logs as long as each continues the one before (C2SP tlog-witness)')
    .requiredOption('--log <key>', 'public key of a log, as its operator gives it; may be repeated', logKeys)
    .requiredOption('--key <file>', 'private key of this witness; made where it is not there')
    .option('--name <name>', 'name of a new key, such as witness.agency.example')
    .requiredOption('--state <folder>', 'what was cosigned; belongs to the key and is never restored from a backup')
    .requiredOption('--listen <address>', 'host and port, such as 127.0.0.1:8090', readListen)
    .action((options: WitnessOptions, command: Command) => witness(contextOf(command), options));
}

async function witness({ out, terminal }: Context, { log, key, name, state, listen }: WitnessOptions): Promise<void> {
  const own = (await ownKey(key, state)) ?? (await begin(key, name, state));
  if (name !== undefined && name !== own.name) throw usageError(`The key in ${key} is called ${own.name}.`);
  const folder = new StateFolder(state, own);
  await folder.read();
  const signer = witnessSigner(own, () => Math.floor(Date.now() / 1000));
  const server = witnessServer(new Witness(log, signer, folder), (remark) =>
    out.say(`${new Date().toISOString()} ${remark}`),
  );
  const url = await open(server, listen);
  const vkey = formatWitnessKey(own);
  out.answer({ witness: vkey, url, logs: log.map((one) => one.name) }, () =>
    pairs([['Witness', vkey], ['Asked at', url], ...log.map((one) => ['Log', one.name] as const)]),
  );
  terminal.onInterrupt?.(() => {
    server.close();
    server.closeIdleConnections();
  });
  await once(server, 'close');
}

/** Key and state are made together, the state first: a key without a state has forgotten what it cosigned. */
async function ownKey(path: string, state: string): Promise<KeyProvider | null> {
  const own = await readKey(path);
  if (!own || (await isBegun(state))) return own;
  throw new CliError(
    `The state of the key ${path} is not in ${state}. Give the folder it is in. A state that is lost is not made anew: ` +
      'the witness could be shown a second history. Begin with another key file, and give its public key to the operators of the logs.',
    exits.refused,
  );
}

async function begin(path: string, name: string | undefined, state: string): Promise<KeyProvider> {
  if (name === undefined) throw usageError(`There is no key in ${path}: say --name for a new one.`);
  await beginState(state);
  return makeKey(path, name);
}

async function open(server: Server, { host, port }: Listen): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new CliError(`Cannot listen on ${host}:${port} (${codeOf(error)}).`, exits.refused);
  }
  const { address, family, port: given } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${given}`;
}

function logKeys(line: string, others: readonly PublicKey[] = []): readonly PublicKey[] {
  try {
    return [...others, parseLogKey(line)];
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw usageError(`--log ${line}: ${error.message}. It is what liaison log key shows: name+id+key.`);
  }
}

function readListen(text: string): Listen {
  const url = URL.canParse(`tcp://${text}`) ? new URL(`tcp://${text}`) : null;
  if (!url?.hostname || !url.port || url.host !== text)
    throw usageError('--listen takes a host and a port, such as 127.0.0.1:8090.');
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) };
}
