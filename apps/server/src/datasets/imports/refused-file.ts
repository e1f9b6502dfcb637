import { DomainError } from '@liaison/domain';
import { Unreadable } from '../reading/unreadable.js';

/** A file that cannot be read, as the refusal that crosses the door: what, where, and how to mend it. */
export function refusedFile(error: unknown): unknown {
  if (!(error instanceof Unreadable)) return error;
  return new DomainError('invalid', error.message, {
    reason: 'unreadable_file',
    fields: [{ path: error.place, reason: error.reason }],
  });
}
