import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const lookEvery = 5;

/** When which size of the tree was published: looks at the checkpoint file, as anybody who reads the log does. */
export class Merges {
  private readonly published: { readonly at: number; readonly size: number }[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly folder: string) {
    this.timer = setInterval(() => this.look(), lookEvery);
  }

  /** Milliseconds since the epoch at which an entry was in a published checkpoint; infinite where it never was. */
  publishedAt(entry: number): number {
    return this.published.find(({ size }) => size > entry)?.at ?? Infinity;
  }

  get size(): number {
    return this.published.at(-1)?.size ?? 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const size = sizeIn(this.folder);
    if (size > this.size) this.published.push({ at: Date.now(), size });
  }
}

/** Of a note that is not there yet, 0. */
function sizeIn(folder: string): number {
  try {
    return Number(readFileSync(join(folder, 'checkpoint'), 'utf8').split('\n')[1]);
  } catch {
    return 0;
  }
}
