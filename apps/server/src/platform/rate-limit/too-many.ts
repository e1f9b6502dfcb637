import { DomainError } from '@liaison/domain';

/** Refuses for so many seconds; the HTTP answer carries them as Retry-After. */
export const tooMany = (seconds: number): DomainError =>
  new DomainError('too_many', `Too many attempts. Try again in ${seconds} seconds.`, {
    extra: { retryAfter: seconds },
  });
