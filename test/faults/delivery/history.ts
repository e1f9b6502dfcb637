import { createReadStream, createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandKind, Id, StreamEvent, StreamName } from '@liaison/contracts';

/** Words of a message as they came; null where there are none any more, or where they are fetched alone. */
export interface SeenWords {
  readonly message: Id;
  readonly version: number;
  readonly text: string | null;
}

export interface SeenMessage {
  readonly id: Id;
  readonly seq: number;
  readonly version: number;
}

/** What a client did or saw. `client` is its number; `stream` a compartment's name. */
export type Happening =
  | {
      readonly kind: 'sent';
      readonly client: number;
      readonly command: Id;
      readonly stream: StreamName;
      readonly what: CommandKind;
      /** The message that it is about. */
      readonly about?: Id;
      readonly door: 'socket' | 'http';
    }
  | {
      readonly kind: 'acknowledged';
      readonly client: number;
      readonly command: Id;
      readonly stream: StreamName;
      readonly seq: number;
      readonly event: Id;
    }
  | {
      readonly kind: 'refused';
      readonly client: number;
      readonly command: Id;
      readonly stream: StreamName;
      readonly code: string;
    }
  /** The client's log of the stream begins anew after this number: a snapshot. */
  | {
      readonly kind: 'began';
      readonly client: number;
      readonly stream: StreamName;
      readonly position: number;
      readonly asked: number;
    }
  | {
      readonly kind: 'applied';
      readonly client: number;
      readonly stream: StreamName;
      readonly through: number;
      readonly by: 'frame' | 'fill' | 'hello';
      readonly events: readonly StreamEvent[];
    }
  /** Live words. `through` is that of the frame which carried them. */
  | {
      readonly kind: 'words';
      readonly client: number;
      readonly stream: StreamName;
      readonly through: number;
      readonly texts: readonly SeenWords[];
    }
  /** A page of history, asked for at `asked`. */
  | {
      readonly kind: 'read';
      readonly client: number;
      readonly stream: StreamName;
      readonly asked: number;
      readonly position: number;
      readonly messages: readonly SeenMessage[];
      readonly texts: readonly SeenWords[];
    }
  | { readonly kind: 'denied'; readonly client: number; readonly stream: StreamName }
  /** Where the client stood when everything had come to rest, and where it would have stood had it been told all. */
  | { readonly kind: 'rested'; readonly client: number; readonly stream: StreamName; readonly position: number }
  | { readonly kind: 'fault'; readonly name: string; readonly phase: 'begun' | 'over' }
  /** The wall clock beside the monotonic one. */
  | { readonly kind: 'clock'; readonly wall: number };

/** `t`: milliseconds of a clock that never jumps. */
export type Entry = { readonly t: number } & Happening;

/** Writes down what happens as it happens, one line of JSON each. */
export class History {
  private readonly file: WriteStream;
  private readonly ticking: NodeJS.Timeout;
  count = 0;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.file = createWriteStream(path);
    this.ticking = setInterval(() => this.note({ kind: 'clock', wall: Date.now() }), 1_000).unref();
    this.note({ kind: 'clock', wall: Date.now() });
  }

  now(): number {
    return performance.now();
  }

  note(happening: Happening): void {
    this.count += 1;
    this.file.write(`${JSON.stringify({ t: this.now(), ...happening })}\n`);
  }

  async close(): Promise<void> {
    clearInterval(this.ticking);
    this.note({ kind: 'clock', wall: Date.now() });
    await new Promise<void>((resolve) => this.file.end(resolve));
  }
}

/** The lines of a history in the order in which they were written. */
export async function* readHistory(path: string): AsyncGenerator<Entry> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) if (line !== '') yield JSON.parse(line) as Entry;
}
