import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LogError } from '@liaison/transparency-log';

/** Of an error of the system: `ENOENT`. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** What says of the file itself that it is none that could be read, whoever asks and whenever. */
const noFile: readonly unknown[] = ['EISDIR', 'ELOOP', 'ENOTDIR', 'ENXIO', 'ENAMETOOLONG', 'ERR_FS_FILE_TOO_LARGE'];

/**
 * Where the tree's files are: tiles, `checkpoint`, `policy` and the keys. Whoever reads sees a file whole or not at all,
 * and what was written is there after a crash.
 */
export class LogFolder {
  constructor(readonly path: string) {}

  /** Null where there is no such file. Throws `LogError` where something else is in its place. */
  readonly read = async (name: string): Promise<Uint8Array | null> => {
    try {
      return await readFile(join(this.path, name));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT') return null;
      throw noFile.includes(code) ? new LogError('missing', `${name} cannot be read (${String(code)})`) : error;
    }
  };

  /** The same. Of what is no file, a pipe for example, nobody waits for the other end. */
  async readNow(name: string): Promise<Uint8Array | null> {
    const isOther = await stat(join(this.path, name)).then(
      (one) => !one.isFile(),
      () => false,
    );
    if (isOther) throw new LogError('missing', `${name} cannot be read (it is no file)`);
    return this.read(name);
  }

  /** Whether a file is its owner's alone; Windows has no such rights. */
  async isPrivate(name: string): Promise<boolean> {
    return process.platform === 'win32' || ((await stat(join(this.path, name))).mode & 0o077) === 0;
  }

  /** Files by name; all of them are safe when this returns. */
  async write(files: ReadonlyMap<string, Uint8Array>, mode = 0o644): Promise<void> {
    const made = new Set<string>();
    for (const name of files.keys()) for (const folder of await this.make(dirname(name))) made.add(folder);
    await Promise.all(Array.from(files, ([name, bytes]) => this.put(name, bytes, mode)));
    for (const name of files.keys()) made.add(dirname(join(this.path, name)));
    await Promise.all(Array.from(made, keepNames));
  }

  /** Takes away what nobody needs any more; what is not there is no fault. */
  async clear(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => rm(join(this.path, name), { force: true })));
  }

  /** Makes a folder, and answers the folders that have got a new name in them. */
  private async make(folder: string): Promise<readonly string[]> {
    const full = join(this.path, folder);
    const first = await mkdir(full, { recursive: true, mode: 0o755 });
    if (first === undefined) return [];
    const changed: string[] = [];
    for (let at = full; at.length >= first.length; at = dirname(at)) changed.push(dirname(at));
    return changed;
  }

  private async put(name: string, bytes: Uint8Array, mode: number): Promise<void> {
    const full = join(this.path, name);
    // Servers in containers have the same process ids.
    const beside = `${full}.${randomUUID()}.tmp`;
    await filled(beside, bytes, mode);
    await rename(beside, full);
  }
}

async function filled(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'w', mode);
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file?.close();
    file = null;
    await rm(path, { force: true });
    throw error;
  } finally {
    await file?.close();
  }
}

/** A name outlives a crash when its folder is written; Windows has no way to ask for it. */
async function keepNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
