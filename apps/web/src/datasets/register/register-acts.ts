import type { RegisterRow } from './register-rows.js';
import type { Bulk } from './use-bulk.js';

/** Makes datasets one's own task. */
export const claim = (bulk: Bulk, rows: readonly RegisterRow[]): Promise<boolean> =>
  bulk.run('Claim', 'share.claim', rows, ({ id, version }) => ({ share: id, version }));

/** Gives claims back. */
export const release = (bulk: Bulk, rows: readonly RegisterRow[]): Promise<boolean> =>
  bulk.run('Release the claim', 'share.release', rows, ({ id, version }) => ({ share: id, version }));
