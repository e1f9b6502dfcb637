import { DomainError } from '@liaison/domain';

/** A rule refused it, or there was nothing that this person may see. */
export const isDenial = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'forbidden' || error.code === 'not_found');

/** Refusals of what somebody filled in leave no record. */
export const isRecorded = (error: unknown): boolean =>
  isDenial(error) || (error instanceof DomainError && error.code === 'unauthenticated');
