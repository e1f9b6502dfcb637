import { newId } from '@liaison/domain';

/** What a frame brings. */
export interface Brought {
  /** In the order in which a client shows them. */
  readonly texts: readonly string[];
  /** What the client says once it has applied it, but for how often; null where nothing is to be said. */
  readonly receipt: string | null;
}

/** How a target is spoken to: what is said to post a message, and which messages' words a frame brings. */
export interface Dialect {
  /** Event name and input of a message with this text, as JSON. */
  post(text: string): string;
  /** True for a frame in which there may be words, told by its first bytes. */
  bringsWords(payload: Buffer): boolean;
  read(json: string): Brought;
}

const textSize = 200;
const filler =
  'the material from the second drive was compared with the series of last year and matches in part '.repeat(3);
const digits = 9;

/** Two hundred bytes that begin with the message's number, by which its deliveries are told apart. */
export const textOf = (number: number): string =>
  `${String(number).padStart(digits, '0')} ${filler}`.slice(0, textSize - 1) + '.';

export const numberOf = (text: string): number => Number(text.slice(0, digits));

const beginning = (name: string): Buffer => Buffer.from(`42["${name}"`);

interface FloorMessage {
  readonly text: string;
}

/** The floors emit a message alone, or a frame of all that was committed together. */
export class FloorDialect implements Dialect {
  private readonly names = [beginning('message'), beginning('frame')];

  post(text: string): string {
    return `"send",{"text":"${text}"}`;
  }

  bringsWords(payload: Buffer): boolean {
    return this.names.some((name) => startsWith(payload, name));
  }

  read(json: string): Brought {
    const [, brought] = JSON.parse(json) as [string, FloorMessage | readonly FloorMessage[]];
    return { texts: [brought].flat().map(({ text }) => text), receipt: null };
  }
}

interface Words {
  readonly message: string;
  readonly text: string | null;
}

interface ProductFrame {
  readonly stream: string;
  readonly through: number;
  /** Of a frame: headers say each message's place, and the words of open threads come with them. */
  readonly changes?: { readonly messages?: readonly { readonly id: string; readonly seq: number }[] };
  readonly texts?: readonly { readonly texts: readonly Words[] }[];
}

export interface Place {
  readonly compartment: string;
  readonly thread: string;
  readonly memberVer: number;
}

/** The product sends headers and words in one frame. */
export class ProductDialect implements Dialect {
  private readonly name = beginning('frame');

  constructor(private readonly place: Place) {}

  post(text: string): string {
    const { compartment, thread, memberVer } = this.place;
    return `"command",{"commandId":"${newId()}","compartment":"${compartment}","memberVer":${memberVer},"kind":"message.post","input":{"thread":"${thread}","language":"en","text":"${text}"}}`;
  }

  bringsWords(payload: Buffer): boolean {
    return startsWith(payload, this.name);
  }

  read(json: string): Brought {
    const [, frame] = JSON.parse(json) as [string, ProductFrame];
    const seqs = new Map(frame.changes?.messages?.map(({ id, seq }) => [id, seq]));
    const words = (frame.texts ?? []).flatMap((one) => one.texts);
    const seqOf = ({ message }: Words): number => seqs.get(message) ?? Number.NaN;
    const texts = words.sort((a, b) => seqOf(a) - seqOf(b)).map(({ text }) => text ?? '');
    const { stream, through } = frame;
    return { texts, receipt: `"ack",${JSON.stringify({ stream, through })}` };
  }
}

const startsWith = (payload: Buffer, name: Buffer): boolean =>
  payload.length > name.length && name.compare(payload, 0, name.length) === 0;
