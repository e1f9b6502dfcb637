import { createInterface } from 'node:readline/promises';
import { CliError, exits, usageError } from '../exits.js';
import type { Terminal } from './terminal.js';

const enter = ['\r', '\n'];
const rubOut = ['\b', String.fromCharCode(127)];
const interrupt = String.fromCharCode(3);
const endOfText = String.fromCharCode(4);

/** A secret: typed without an echo, or the first line of what is piped in. It is never an argument of the command. */
export function askSecret(terminal: Terminal, question: string): Promise<string> {
  return terminal.stdin.isTTY ? typed(terminal, question) : piped(terminal);
}

async function piped(terminal: Terminal): Promise<string> {
  const [line = ''] = (await readAll(terminal)).split(/\r?\n/);
  if (line === '') throw usageError('No password: type it at a terminal or pipe it in.');
  return line;
}

function typed({ stdin, stderr }: Terminal, question: string): Promise<string> {
  stderr.write(question);
  return new Promise((resolve, reject) => {
    let said = '';
    const end = (): void => {
      stdin.off('data', take);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
    };
    const take = (chunk: Buffer): void => {
      for (const key of chunk.toString('utf8')) {
        if (key === interrupt) return (end(), reject(new CliError('Interrupted.', exits.refused)));
        if (enter.includes(key) || key === endOfText) return (end(), resolve(said));
        said = rubOut.includes(key) ? [...said].slice(0, -1).join('') : said + key;
      }
    };
    stdin.setRawMode?.(true);
    stdin.on('data', take);
    stdin.resume();
  });
}

/** Everything that is piped in. */
export async function readAll({ stdin }: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** A line in the open. */
export async function ask({ stdin, stderr }: Terminal, question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  stderr.write(question);
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
  }
}

/** Says what will happen and goes on only on "yes": by hand, or by `--yes`. */
export async function confirm(terminal: Terminal, what: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!terminal.stdin.isTTY) throw usageError(`${what} Say --yes if that is meant.`);
  const answer = await ask(terminal, `${what} Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer)) throw new CliError('Nothing was done.', exits.refused);
}
