import type { LogQuery } from '../../data/log.js';

/** The question without some of its parts. */
export const without = (query: LogQuery, ...parts: readonly (keyof LogQuery)[]): LogQuery =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !parts.includes(name as keyof LogQuery)));
