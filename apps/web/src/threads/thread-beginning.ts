import type { CompartmentView, Id, ThreadHeader } from '@liaison/contracts';
import type { Marking } from '@liaison/domain';
import type { AudienceChoice } from '../frame/audience-choice.js';

/** How a new thread begins. */
export interface ThreadBeginning {
  readonly dataset?: Id;
  readonly compartment?: CompartmentView;
  readonly text?: string;
  /** How those words were marked where they were begun. */
  readonly marking?: Marking;
  /** The thread in whose box the words were begun: once they are here they are no longer there. */
  readonly movedFrom?: Id;
  /** The thread that this one continues in a narrower audience. */
  readonly continues?: ThreadHeader;
}

export interface NewThreadProps {
  readonly beginning: ThreadBeginning;
  readonly onClose: () => void;
  readonly onStarted: (thread: Id) => void;
}

/** An audience that opens with the first thread in it, and not before. */
export interface ToOpen {
  readonly choice: AudienceChoice;
  readonly marking: Marking;
}
