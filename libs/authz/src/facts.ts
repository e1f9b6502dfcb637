import type { MemberRole, OperationPhase, ParticipationKind, ParticipationState } from '@liaison/domain';

import type { Window } from './window.js';

/** The actor's place in an operation now; null role without a live member row. */
export interface OperationFacts {
  /** False: for this actor the operation does not exist. */
  readonly known: boolean;
  readonly phase: OperationPhase;
  readonly role: MemberRole | null;
  readonly host: string;
  /** The actor's agency in it. */
  readonly participation: { readonly kind: ParticipationKind; readonly state: ParticipationState } | null;
}

/** An act on another agency's participation, or on one's own. */
export interface AgencyFacts extends OperationFacts {
  readonly target: {
    readonly agency: string;
    readonly kind: ParticipationKind;
    readonly state: ParticipationState | null;
  };
  /** Coordinators that the target agency has. */
  readonly coordinators: number;
}

/** An act on a member or a nomination. */
export interface MemberFacts extends OperationFacts {
  readonly target: { readonly agency: string; readonly role: MemberRole };
}

/** The actor's seat in a compartment now. Null: for this actor the compartment does not exist. */
export interface CompartmentFacts {
  readonly seat: { readonly role: MemberRole } | null;
  readonly phase: OperationPhase;
}

export interface ThreadFacts extends CompartmentFacts {
  readonly thread: { readonly startedBy: string; readonly state: 'open' | 'resolved'; readonly frozen: boolean } | null;
}

export interface MessageFacts extends ThreadFacts {
  /** Null when there is none in this compartment, or it was born outside the actor's windows. */
  readonly message: {
    readonly author: string;
    readonly agency: string;
    readonly retracted: boolean;
    /** Member version under which it was born. */
    readonly baseVer: number;
  } | null;
  /** The versions of the compartment's talk that are the actor's. */
  readonly windows: readonly Window[];
}

export interface PostFacts extends ThreadFacts {
  readonly asksAcknowledgement: boolean;
}

export interface ShareFacts extends CompartmentFacts {
  readonly share: {
    readonly originator: string;
    readonly home: boolean;
    readonly withdrawn: boolean;
    /** Its originator has left and has not yet said what becomes of it. */
    readonly frozen: boolean;
    readonly claimedBy: string | null;
    readonly assignee: string | null;
  } | null;
}

export interface DatasetFacts extends CompartmentFacts {
  /** Null when the actor meets it in no compartment. `originator` is who decides now: the contributor until it has it. */
  readonly dataset: { readonly originator: string; readonly contributor: string } | null;
}

export interface RegisterFacts extends CompartmentFacts {
  readonly origin: string;
  /** True when the compartment is the actor's own agency's. */
  readonly atHome: boolean;
}

export interface ReleaseFacts extends OperationFacts {
  readonly request: {
    readonly askedBy: string;
    /** Who decides on the dataset; empty for an asker who cannot see it. */
    readonly originator: string;
    /** A coordinator of the originator delegated answering to the actor. */
    readonly delegated: boolean;
    readonly open: boolean;
    readonly granted: boolean;
  } | null;
}

/** An act on a person of the directory. */
export interface PersonFacts {
  readonly target: { readonly person: string | null; readonly agency: string } | null;
  /** True for an agency in which nobody has a password yet. */
  readonly agencyIsNew: boolean;
}

/** An act on nothing but oneself or the installation. */
export type NoFacts = Readonly<Record<never, never>>;

/** Words that were taken back; the agency whose they are, when the actor may know of them. */
export interface WithheldFacts {
  readonly withheldOf: string | null;
}
