import { canonical, digestOf } from '@liaison/access-record';
import type { FileName } from './container.js';
import type { Request } from './request.js';

export const formatVersion = 1;

/** What an extract is, for people and programs that look before they check. All of it follows from the other files. */
export interface Manifest {
  readonly version: number;
  /** Of the log. */
  readonly origin: string;
  readonly agency: string;
  readonly operation: string | null;
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly madeBy: string;
  /** Records within the range; those around it only show that none is missing. */
  readonly records: number;
  /** Numbers in the scope, of the first and the last line. */
  readonly numbers: { readonly first: number; readonly last: number };
  readonly files: Readonly<Partial<Record<FileName, FileMark>>>;
}

export interface FileMark {
  /** In bytes. */
  readonly size: number;
  /** Base64url. */
  readonly sha256: string;
}

export const markOf = (bytes: Uint8Array): FileMark => ({ size: bytes.length, sha256: digestOf(bytes) });

export function manifestOf(request: Request, more: Pick<Manifest, 'origin' | 'records' | 'files'>): Manifest {
  const { agency, operation, from, to, first, last, at, person } = request;
  return {
    version: formatVersion,
    agency,
    operation,
    from: from.toISOString(),
    to: to.toISOString(),
    madeAt: at.toISOString(),
    madeBy: person,
    numbers: { first, last },
    ...more,
  };
}

export const formatManifest = (manifest: Manifest): Uint8Array => new TextEncoder().encode(`${canonical(manifest)}\n`);
