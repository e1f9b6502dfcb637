import type { Readable } from 'node:stream';

/** Where a command reads and writes; the process's own in main, a recorded one in specs. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Tells when the person (Ctrl-C) or a supervisor wants it to stop; answers how to stop listening. */
  onInterrupt?(listener: () => void): () => void;
}
