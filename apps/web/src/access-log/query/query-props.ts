import type { LogQuery } from '../../data/log.js';
import type { LogWords } from '../log-words.js';

export interface QueryProps {
  readonly query: LogQuery;
  readonly words: LogWords;
  readonly onChange: (query: LogQuery) => void;
}
