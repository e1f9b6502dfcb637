import type { Marking, RetractReason, ThreadState } from '@liaison/domain';
import type { Id, Instant } from './resource.js';

/** The part of a thread that all of a compartment sees, the same bytes for everybody. */
export interface ThreadHeader {
  readonly id: Id;
  readonly compartment: Id;
  readonly title: string;
  readonly dataset: Id | null;
  readonly state: ThreadState;
  readonly version: number;
  readonly startedBy: Id;
  readonly startedAt: Instant;
  /** Sequence number of its last message event; 0 without one. */
  readonly lastSeq: number;
  readonly lastAt: Instant;
  /** The thread it continues, in a compartment that all of this one's readers can see; null otherwise. */
  readonly continues: Id | null;
  /** Set when its share was withdrawn: "withdrawn by NL"; nothing more can be written. */
  readonly frozenBy: Id | null;
}

/** The part of a thread that is this person's alone. */
export interface ThreadMine {
  readonly thread: Id;
  /** Read up to this number. */
  readonly readSeq: number;
  /** Of the newest 1,000 messages. */
  readonly unread: number;
  readonly mentions: number;
  /** The compartment's position at which they were counted: a client adds only what came later. */
  readonly asOf: number;
  readonly follow: 'none' | 'follow' | 'mute';
}

export interface MentionSet {
  readonly people: readonly Id[];
  readonly roles: readonly string[];
  readonly agencies: readonly Id[];
}

/** What is known of a message without its text. */
export interface MessageHeader {
  readonly id: Id;
  readonly compartment: Id;
  readonly thread: Id;
  /** Its own place in the stream, from the event that posted it. */
  readonly seq: number;
  readonly author: Id;
  readonly agency: Id;
  readonly at: Instant;
  readonly version: number;
  readonly retracted: { readonly at: Instant; readonly reason: RetractReason } | null;
  readonly marking: Marking;
  /** Its text is fetched by an act of its own: H2, H3, TLP:RED or folded by its author. */
  readonly alone: boolean;
  readonly language: string;
  readonly quotes: Id | null;
  readonly mentions: MentionSet;
  readonly datasets: readonly Id[];
  readonly acknowledgement: AcknowledgementState | null;
}

export interface AcknowledgementState {
  readonly dueAt: Instant;
  readonly done: readonly { readonly person: Id; readonly at: Instant }[];
  /** Everybody who was asked. */
  readonly asked: readonly Id[];
}

/** A message's words at one version. `text` is null while it has to be fetched alone, and for ever once retracted. */
export interface MessageText {
  readonly message: Id;
  readonly version: number;
  readonly text: string | null;
  readonly contentNote: string | null;
}

export type ThreadAction = 'thread.rename' | 'thread.resolve' | 'thread.reopen' | 'message.post';
export type MessageAction =
  'message.edit' | 'message.tighten' | 'message.retract' | 'message.repost' | 'message.reach' | 'message.acknowledge';

/** One line of the inbox: what needs this person. */
export interface InboxItem {
  readonly kind: 'acknowledgement' | 'mention' | 'assigned' | 'release' | 'invitation' | 'admission' | 'left';
  readonly operation: Id;
  readonly compartment: Id | null;
  readonly thread: Id | null;
  readonly message: Id | null;
  readonly dataset: Id | null;
  readonly title: string;
  readonly from: Id | null;
  readonly at: Instant;
  readonly dueAt: Instant | null;
}

/** A message that was taken back, as a coordinator of its author's agency finds it. Its words are read one by one. */
export interface WithheldMessage {
  readonly id: Id;
  readonly operation: Id;
  readonly author: Id;
  readonly at: Instant;
  readonly retractedAt: Instant;
  readonly reason: RetractReason;
}

/** To how many people other than its author a message was opened. */
export interface Reach {
  readonly opened: number;
}

/** One version of a message's words. */
export interface MessageVersion {
  readonly version: number;
  readonly text: string;
  readonly at: Instant;
}

export interface Decision {
  readonly thread: Id;
  readonly text: string;
  readonly by: Id;
  readonly at: Instant;
}

/** A page of history. Later events only apply on top of `position`. */
export interface MessagePage {
  readonly stream: string;
  readonly epoch: string;
  readonly position: number;
  readonly messages: readonly MessageHeader[];
  readonly texts: readonly MessageText[];
  readonly decision: Decision | null;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}
