import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LogError,
  parseCheckpoint,
  parseNote,
  saidBy,
  witnessVerifier,
  type Checkpoint,
  type PublicKey,
  type WitnessMemory,
} from '@liaison/transparency-log';
import { CliError, exits } from '../exits.js';
import { codeOf, readBytes, writeNew } from '../files/files.js';

interface State {
  readonly number: number;
  /** Origin of a log, and the note that was cosigned last of it. */
  readonly notes: ReadonlyMap<string, string>;
}

/**
 * What a witness has cosigned last of each log. Every state is a file of its own and its number is taken once: two
 * programs on one folder cannot both go on from the same state. The newest counts, and it is read anew each time.
 */
export class StateFolder implements WitnessMemory {
  private seen: State | null = null;

  constructor(
    private readonly path: string,
    private readonly own: PublicKey,
  ) {}

  async latest(origin: string): Promise<Uint8Array | null> {
    this.seen = await this.read();
    const note = this.seen.notes.get(origin);
    return note === undefined ? null : Buffer.from(note);
  }

  async keep({ origin }: Checkpoint, note: Uint8Array): Promise<void> {
    if (!this.seen) throw new Error('nothing was looked up before');
    const number = this.seen.number + 1;
    const notes = new Map(this.seen.notes).set(origin, Buffer.from(note).toString('utf8'));
    await writeNew(fileIn(this.path, number), `${JSON.stringify(Object.fromEntries(notes), null, 2)}\n`);
    // Who was left far behind may take a number that had been cleared away.
    if ((await numbersIn(this.path)).at(-1) !== number) throw new Error(`another program works in ${this.path}`);
    await this.clear(number);
  }

  /** Names the state file that is not as this witness left it. */
  async read(): Promise<State> {
    const number = (await numbersIn(this.path)).at(-1);
    if (number === undefined) throw new CliError(`The state folder ${this.path} holds no state.`, exits.refused);
    const path = fileIn(this.path, number);
    try {
      const notes = parseNotes(Buffer.from(await readBytes(path, 'state file')).toString('utf8'));
      notes.forEach((note, origin) => this.verify(origin, note));
      return { number, notes };
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      throw new CliError(`The state file ${path} is damaged: ${error.message}.`, exits.refused);
    }
  }

  private verify(origin: string, text: string): void {
    const note = parseNote(Buffer.from(text));
    if (parseCheckpoint(note.text).origin !== origin) throw new LogError('malformed', `it misnames ${origin}`);
    if (saidBy(note, [witnessVerifier(this.own)]).size === 0)
      throw new LogError('unknown', `the checkpoint of ${origin} was not cosigned with the key of ${this.own.name}`);
  }

  /** Older states, and what a crash left beside them. */
  private async clear(newest: number): Promise<void> {
    const older = (await namesIn(this.path)).filter(
      (name) => Number(/^(\d+)\.json/.exec(name)?.[1] ?? newest) < newest,
    );
    await Promise.all(older.map((name) => rm(join(this.path, name), { force: true })));
  }
}

/** Makes the folder with a state in which nothing was cosigned. Throws where something was: a key belongs to it. */
export async function beginState(folder: string): Promise<void> {
  const newest = (await numbersIn(folder)).at(-1);
  if (newest === 0) return;
  if (newest !== undefined)
    throw new CliError(
      `The state in ${folder} has a key already. Give its file, or begin in another folder.`,
      exits.refused,
    );
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeNew(fileIn(folder, 0), '{}\n');
  } catch (error) {
    throw new CliError(`The state folder ${folder} cannot be made (${codeOf(error)}).`, exits.refused);
  }
}

export const isBegun = async (folder: string): Promise<boolean> => (await numbersIn(folder)).length > 0;

const fileIn = (folder: string, number: number): string => join(folder, `${number}.json`);

async function numbersIn(folder: string): Promise<readonly number[]> {
  const found = (await namesIn(folder)).map((name) => /^(\d+)\.json$/.exec(name)?.[1]);
  return found.flatMap((number) => (number === undefined ? [] : [Number(number)])).sort((a, b) => a - b);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new CliError(`The state folder ${folder} cannot be read (${codeOf(error)}).`, exits.refused);
  }
}

function parseNotes(text: string): ReadonlyMap<string, string> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new LogError('malformed', 'it is no JSON');
  }
  const notes = typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found) : null;
  if (!notes?.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    throw new LogError('malformed', 'it does not hold one note for each log');
  return new Map(notes);
}
