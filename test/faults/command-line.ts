import { parseArgs } from 'node:util';
import { toldOf, type Part } from './delivery/report.js';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** What a programme of this folder takes beside `--seed`, `--only`, `--folder`, `--short` and `--help`. */
interface Programme<Name extends string> {
  /** The name of its script in package.json. */
  readonly script: string;
  readonly parts: readonly Name[];
  /** Options with a whole number each. */
  readonly numbers?: readonly string[];
  readonly flags?: readonly string[];
}

export interface Asked<Name extends string> {
  readonly seed: number;
  readonly folder: string;
  /** Those that were named, in the programme's order; null where none was. */
  readonly only: readonly Name[] | null;
  is(flag: string): boolean;
  number(key: string, otherwise: number): number;
}

/** Reads the command line; says how it goes and ends where it cannot be understood. */
export function commandLine<Name extends string>(programme: Programme<Name>): Asked<Name> {
  const { script, parts, numbers = [], flags = [] } = programme;
  const usage = [
    `npm run ${script} -- [--seed=N] [--only=${parts.join(',')}] [--folder=PATH] [--short]`,
    ...numbers.map((name) => `[--${name}=N]`),
    ...flags.map((name) => `[--${name}]`),
  ].join(' ');
  const end = (why: string, code: number): never => {
    say(why);
    process.exit(code);
  };
  const given = read(['seed', 'only', 'folder', ...numbers], ['short', 'help', ...flags]) ?? end(usage, 2);
  if (given.help === true) end(usage, 0);
  const number = (key: string, otherwise: number): number => {
    const value = Number(given[key] ?? otherwise);
    return Number.isSafeInteger(value) && value >= 0 ? value : end(`--${key} must be a whole number`, 2);
  };
  const named = typeof given.only === 'string' ? given.only.split(',') : null;
  if (named?.some((name) => !(parts as readonly string[]).includes(name)))
    end(`--only takes some of ${parts.join(', ')}`, 2);
  return {
    seed: number('seed', Date.now() % 1_000_000),
    folder: typeof given.folder === 'string' ? given.folder : 'prove-results',
    only: named && parts.filter((name) => named.includes(name)),
    is: (flag) => given[flag] === true,
    number,
  };
}

type Given = Readonly<Record<string, string | boolean | undefined>>;

function read(texts: readonly string[], flags: readonly string[]): Given | null {
  const options: Record<string, { type: 'string' | 'boolean' }> = {};
  for (const name of texts) options[name] = { type: 'string' };
  for (const name of flags) options[name] = { type: 'boolean' };
  try {
    return parseArgs({ options }).values;
  } catch {
    return null;
  }
}

/** Part after part, told as it goes. An interrupted run leaves nothing behind. */
export async function runParts<Name extends string>(
  names: readonly Name[],
  run: (name: Name) => Promise<Part>,
  abandon: () => void,
): Promise<Part[]> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  process.once('exit', abandon);
  const parts: Part[] = [];
  for (const name of names) {
    say(`== ${name}`);
    const part = await run(name);
    parts.push(part);
    toldOf(part).forEach(say);
  }
  return parts;
}
