import type { Command, CommandAnswer } from './commands.js';
import type { ShareHeader } from './datasets.js';
import type { CompartmentAction, CompartmentHeader } from './operations.js';
import type { Allowed, Id, Instant, Problem } from './resource.js';
import type { MessageHeader, MessageText, ThreadHeader, ThreadMine } from './threads.js';

/** `compartment:<id>` or `person:<id>`. */
export type StreamName = `compartment:${string}` | `person:${string}`;

/** With these, what a compartment's own header says may have changed: who is in it, or the operation around it. */
export const audienceEventKinds = [
  'compartment.opened',
  'member.joined',
  'member.changed',
  'member.left',
  'member.expired',
  'agency.joined',
  'agency.left',
  'operation.changed',
  'phase.changed',
  'participation.changed',
] as const;

export const compartmentEventKinds = [
  'thread.started',
  'thread.renamed',
  'thread.resolved',
  'thread.reopened',
  'thread.frozen',
  'message.posted',
  'message.edited',
  'message.tightened',
  'message.retracted',
  'message.acknowledged',
  'dataset.registered',
  'dataset.edited',
  'share.made',
  'share.changed',
  'share.withdrawn',
  'assessment.recorded',
  ...audienceEventKinds,
] as const;
export type CompartmentEventKind = (typeof compartmentEventKinds)[number];

export const personEventKinds = [
  'operation.invited',
  'admission.asked',
  'membership.gained',
  'membership.lost',
  'compartment.gained',
  'compartment.lost',
  'read.moved',
  'follow.changed',
  'release.changed',
  'task.assigned',
] as const;
export type PersonEventKind = (typeof personEventKinds)[number];

/** Ids and versions only, never words. */
export interface StreamEvent {
  readonly seq: number;
  readonly id: Id;
  readonly kind: CompartmentEventKind | PersonEventKind;
  readonly author: Id | null;
  readonly at: Instant;
  readonly refs: Readonly<Record<string, Id | number>>;
}

/**
 * The present state of everything the events of a frame touched, read in the frame's snapshot. A client puts each in
 * place of what it has when its version is not older; so replaying a frame changes nothing.
 */
export interface Changes {
  readonly threads?: readonly ThreadHeader[];
  readonly messages?: readonly MessageHeader[];
  readonly shares?: readonly ShareHeader[];
  readonly compartment?: CompartmentHeader;
  /** Person streams: what is mine alone. */
  readonly mine?: readonly ThreadMine[];
  /** Person streams: operations to fetch again, since membership or phase of them changed. */
  readonly operations?: readonly Id[];
}

/** Applied, words and all, when `prev` is not ahead of the client's position and `through` is; then `through` is it. */
export interface Frame {
  readonly stream: StreamName;
  readonly epoch: string;
  readonly prev: number;
  readonly through: number;
  readonly events: readonly StreamEvent[];
  readonly changes: Changes;
  /** Only of threads that this session has open, and only in what is pushed: words that the events brought or changed. */
  readonly texts?: readonly ThreadTexts[];
}

export interface ThreadTexts {
  readonly thread: Id;
  readonly texts: readonly MessageText[];
}

export interface Snapshot {
  readonly stream: StreamName;
  readonly epoch: string;
  readonly position: number;
  readonly changes: Changes;
  /** Compartment streams: what this person may do there. */
  readonly actions?: Allowed<CompartmentAction>;
}

export interface StreamPosition {
  readonly stream: StreamName;
  /** Null at first load. */
  readonly epoch: string | null;
  readonly position: number;
}

export type HelloAnswer =
  | { readonly stream: StreamName; readonly state: 'resume'; readonly frames: readonly Frame[]; readonly more: boolean }
  | { readonly stream: StreamName; readonly state: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly stream: StreamName; readonly state: 'denied' };

export type Answer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly error: Problem };

/** Client to server. Each has an acknowledgement. */
export interface ClientEvents {
  /** With `receipt` the answer or refusal bears a signed receipt of the record that it left, a note in base64url. */
  command: (
    command: Command & { readonly receipt?: true },
    answer: (a: Answer<{ readonly result: CommandAnswer }> & { readonly receipts?: readonly string[] }) => void,
  ) => void;
  hello: (
    input: { readonly streams: readonly StreamPosition[] },
    answer: (a: Answer<{ readonly streams: readonly HelloAnswer[] }>) => void,
  ) => void;
  fill: (
    input: { readonly stream: StreamName; readonly from: number },
    answer: (a: Answer<{ readonly frames: readonly Frame[]; readonly more: boolean }>) => void,
  ) => void;
  /**
   * Everything of the stream up to this number is applied: due after 250 events, else within a second. Better asked
   * without an answer, since nobody waits for one.
   */
  ack: (input: { readonly stream: StreamName; readonly through: number }, answer?: (a: Answer<object>) => void) => void;
  'thread:open': (
    input: { readonly thread: Id; readonly ground?: string; readonly h3?: string },
    answer: (a: Answer<{ readonly lease: Id }>) => void,
  ) => void;
  'thread:close': (input: { readonly thread: Id }, answer: (a: Answer<object>) => void) => void;
}

/** An answer or a refusal, with receipts where they were asked for and can be given. */
export type ReceiptedAnswer = Parameters<Parameters<ClientEvents['command']>[1]>[0];

/** Of events and frames. It grows when a page of before could no longer be served; sent in the handshake as `auth.contract`. */
export const contractVersion = 1;

/** What runs here. */
export interface Welcome {
  readonly contract: number;
  /** Digest of the page that is served now: another one than its own tells a page that it is old. Null where none is. */
  readonly page: string | null;
}

/** Server to client. */
export interface ServerEvents {
  /** The first word on every connection. */
  welcome: (welcome: Welcome) => void;
  frame: (frame: Frame) => void;
  /** This socket reads too slowly: the stream is not pushed until `fill` has brought everything up to `head` and after. */
  lag: (input: { readonly stream: StreamName; readonly head: number }) => void;
  /** Membership ended: purge the stream from memory and storage. */
  denied: (input: { readonly stream: StreamName }) => void;
  /** Volatile: who has this compartment open now. */
  presence: (input: { readonly compartment: Id; readonly people: readonly Id[] }) => void;
  /** The connection alone ends, for it was not read: connect again and say `hello`. */
  closed: (input: { readonly reason: 'slow' }) => void;
  /** The session ended or was locked; the socket closes after it. */
  ended: (input: { readonly reason: 'signed_out' | 'revoked' | 'locked' | 'expired' }) => void;
}
