import type { LogPlace } from './address.js';
import type { LogWords } from './log-words.js';

export interface LogViewProps {
  readonly place: LogPlace;
  readonly words: LogWords;
}
