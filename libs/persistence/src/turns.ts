import type { Action } from '@liaison/authz';
import { connections } from './data-source.js';

/**
 * Of the connections there are: whoever waits for somebody's row has one meanwhile, and reading waits for no row. Batches do
 * not wait for acts, so that a message is not behind ten nominations. More than one person may ask for at once.
 */
export const actsAtOnce = 10;
export const batchesAtOnce = connections - actsAtOnce - 4;

/** They stand in one line, behind an erasure for as long as that takes: few at once, so that other acts have connections. */
export const inLine: ReadonlySet<Action> = new Set([
  'erasure.carry_out',
  'hold.set',
  'hold.lift',
  'log.enquire',
  'log.answer_enquiry',
  'log.answer_anomaly',
]);
export const inLineAtOnce = 3;

/** On rows that nobody else waits for: not to stand behind those who do. */
export const onOwnRows: ReadonlySet<Action> = new Set([
  'session.start',
  'session.unlock',
  'session.end',
  'thread.mark_read',
  'thread.follow',
  'draft.keep',
]);

/**
 * Acts that write and go on while the log is halted: they say that somebody came, what they read, and what they ask about it. A
 * hold may be set, since it only keeps; it is not lifted, and where the log is sent is not changed.
 */
export const goesOn: ReadonlySet<Action> = new Set([
  'session.start',
  'session.end',
  'session.unlock',
  'thread.close',
  'thread.mark_read',
  'message.acknowledge',
  'log.state_ground',
  'log.keep_query',
  'log.answer_anomaly',
  'log.enquire',
  'log.answer_enquiry',
  'hold.set',
]);
