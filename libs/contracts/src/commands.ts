import type {
  Age,
  Confidence,
  DatasetFlag,
  DatasetStatus,
  IcseAction,
  Known,
  Likelihood,
  Marking,
  Priority,
  RetractReason,
} from '@liaison/domain';
import type { Day, Id, Instant } from './resource.js';

export interface MessageInput {
  readonly text: string;
  /** Language of the text, ISO 639-1. */
  readonly language: string;
  /** Left out: the compartment's. Never lower than it. */
  readonly marking?: Marking;
  /** Folds the text and says why. */
  readonly contentNote?: string;
  readonly quotes?: Id;
  /** Everybody who reads it now is asked to acknowledge by then. Leads and coordinators. */
  readonly acknowledgeBy?: Instant;
  /** References that the author chose to leave as plain text, because not all readers have the dataset. */
  readonly plain?: readonly string[];
}

export interface DatasetInput {
  readonly origin: Id;
  readonly series?: string | null;
  readonly receivedOn?: Day | null;
  readonly images?: number | null;
  readonly videos?: number | null;
  readonly items?: number | null;
  readonly known?: Known;
  readonly age?: Age;
  readonly priority?: Priority;
  readonly icseAction?: IcseAction;
  readonly flags?: readonly DatasetFlag[];
  readonly note?: string | null;
  /** Left out: the compartment's. Once given it is raised, never lowered. */
  readonly marking?: Marking;
  /** MD5, SHA-1 or SHA-256 in hexadecimal; added to those there are. */
  readonly digests?: readonly string[];
  /** External references. An edit replaces those of one's own agency. */
  readonly aliases?: readonly { readonly scheme: string; readonly value: string; readonly open: boolean }[];
}

/** Every act that writes to a compartment's stream, with its input. One union for both doors, socket and HTTP. */
export interface CommandInputs {
  'thread.start': {
    readonly title: string;
    readonly dataset?: Id;
    /** The thread of a wider compartment that this one continues. */
    readonly continues?: Id;
    readonly message?: MessageInput;
  };
  'thread.rename': { readonly thread: Id; readonly version: number; readonly title: string };
  'thread.resolve': { readonly thread: Id; readonly version: number; readonly decision: string };
  'thread.reopen': { readonly thread: Id; readonly version: number };
  'message.post': { readonly thread: Id } & MessageInput;
  'message.edit': {
    readonly message: Id;
    readonly version: number;
    readonly text: string;
    readonly contentNote?: string;
    readonly plain?: readonly string[];
  };
  /** Raises the marking; never lowers. */
  'message.tighten': { readonly message: Id; readonly version: number; readonly marking: Marking };
  'message.retract': { readonly message: Id; readonly version: number; readonly reason: RetractReason };
  /** Retracts here and posts the same words there, in one act. */
  'message.repost': {
    readonly message: Id;
    readonly version: number;
    readonly to: { readonly compartment: Id; readonly memberVer: number; readonly thread: Id };
  };
  'message.acknowledge': { readonly message: Id };
  'dataset.register': DatasetInput;
  'dataset.edit': { readonly dataset: Id; readonly version: number } & Partial<Omit<DatasetInput, 'origin'>>;
  /** The command's compartment is the one that receives it. */
  'dataset.share': { readonly dataset: Id };
  'share.withdraw': { readonly share: Id };
  'share.claim': { readonly share: Id; readonly version: number };
  'share.release': { readonly share: Id; readonly version: number };
  'share.assign': { readonly share: Id; readonly version: number; readonly person: Id };
  'share.set_status': { readonly share: Id; readonly version: number; readonly status: DatasetStatus };
  'assessment.record': {
    readonly share: Id;
    readonly kind: 'likely_country' | 'not_country';
    readonly country: string;
    readonly likelihood: Likelihood;
    readonly confidence: Confidence;
    readonly note?: string;
    readonly supersedes?: Id;
  };
}
export type CommandKind = keyof CommandInputs;

export type Command = {
  [K in CommandKind]: {
    /** UUIDv7 made by the client; the same id with the same content is answered with the first acknowledgement. */
    readonly commandId: Id;
    readonly compartment: Id;
    /** The audience on the author's screen. If a side has been added since, nothing is written. */
    readonly memberVer: number;
    readonly kind: K;
    readonly input: CommandInputs[K];
  };
}[CommandKind];

/** Sent after commit, never before. */
export interface CommandAnswer {
  readonly seq: number;
  readonly eventId: Id;
  readonly at: Instant;
  /** The thing that was made, when one was. */
  readonly id: Id | null;
}
