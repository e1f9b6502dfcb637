import { unzipSync, Zip, ZipPassThrough } from 'fflate';
import { ExtractError } from './fault.js';

/** What an extract consists of, in the order in which it is packed. */
export const fileNames = [
  'README.txt',
  'LOOK.html',
  'policy',
  'names.json',
  'checkpoint',
  'records.jsonl',
  'extract.json',
  'manifest.json',
] as const;
export type FileName = (typeof fileNames)[number];
export type Files = Readonly<Record<FileName, Uint8Array>>;

/** In bytes; what a browser still holds in memory. */
export const mostBytes = 256 * 1024 * 1024;

/** The first that a zip can name, by the clock on the wall of whoever packs: the same bytes everywhere. */
const noTime = new Date(1980, 0, 1);

/**
 * Packs without compression: the bytes of the zip follow from the files alone, so that a change of any of them can be
 * found, and what is read is never larger than what was given. Throws `container` for more than `unpack` takes.
 */
export class Packer {
  private readonly packed: Uint8Array[] = [];
  private size = 0;
  private readonly zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.size += chunk.length;
    if (this.size > mostBytes) throw tooLarge();
    this.packed.push(chunk);
  });

  /** A file of which more comes, piece by piece. */
  open(name: FileName): (piece: Uint8Array, last: boolean) => void {
    const file = new ZipPassThrough(name);
    file.mtime = noTime;
    this.zip.add(file);
    return (piece, last) => file.push(piece, last);
  }

  add(name: FileName, bytes: Uint8Array): void {
    this.open(name)(bytes, true);
  }

  end(): void {
    this.zip.end();
  }

  /** What has come out since it was asked last. */
  take(): readonly Uint8Array[] {
    return this.packed.splice(0);
  }
}

export function pack(files: Files): readonly Uint8Array[] {
  const packer = new Packer();
  for (const name of fileNames) packer.add(name, files[name]);
  packer.end();
  return packer.take();
}

export interface Unpacked {
  readonly files: Files;
  /** Those of which a byte, or what the zip says of them, is not as `pack` wrote it. */
  readonly changed: readonly FileName[];
}

/** Throws `container` for a zip that is not, up to bytes in its files, the one that `pack` makes of them. */
export function unpack(bytes: Uint8Array): Unpacked {
  if (bytes.length > mostBytes) throw tooLarge();
  const files = read(bytes);
  const absent = fileNames.find((name) => files[name] === undefined);
  if (absent !== undefined) throw refused(`has no ${absent}`);
  return { files: files as Files, changed: changedIn(bytes, files as Files) };
}

function read(bytes: Uint8Array): Partial<Files> {
  const seen = new Set<string>();
  let held = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, compression, size, originalSize }) => {
        if (!(fileNames as readonly string[]).includes(name)) throw refused('holds a file that does not belong to it');
        if (seen.has(name)) throw refused(`holds ${name} twice`);
        if (compression !== 0 || size !== originalSize) throw refused(`holds ${name} compressed`);
        seen.add(name);
        held += size;
        if (held > bytes.length) throw refused('holds more than its bytes: files of it are the same ones');
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ExtractError) throw error;
    throw refused('is no zip, or a damaged one');
  }
}

/** Each file's checksum stands behind it: who changes one without the other is found out, and where. */
function changedIn(bytes: Uint8Array, files: Files): readonly FileName[] {
  const packer = new Packer();
  const changed: FileName[] = [];
  let at = 0;
  const isAsPacked = (): boolean => {
    let isIt = true;
    for (const part of packer.take()) {
      isIt &&= isSame(part, bytes.subarray(at, at + part.length));
      at += part.length;
    }
    return isIt;
  };
  for (const name of fileNames) {
    packer.add(name, files[name]);
    if (!isAsPacked()) changed.push(name);
  }
  packer.end();
  const isListed = isAsPacked();
  if (at !== bytes.length || changed.length === fileNames.length || (!isListed && changed.length === 0))
    throw refused('has bytes beside its files, or was packed by another program');
  return changed;
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

const tooLarge = (): ExtractError => refused(`is larger than ${mostBytes / 1024 / 1024} MiB`);

const refused = (message: string): ExtractError => new ExtractError('container', message);
