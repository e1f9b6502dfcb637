import { HttpException } from '@nestjs/common';
import type { Problem } from '@liaison/contracts';
import { DomainError, notFound, type ErrorCode } from '@liaison/domain';

const answers: Record<ErrorCode, { readonly status: number; readonly title: string }> = {
  invalid: { status: 400, title: 'The request cannot be accepted as it is' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You may not do this' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'This has changed in the meantime' },
  too_many: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available at the moment' },
};

/** Reasons whose HTTP status says more than their code's. */
const statusOfReason: Readonly<Record<string, number>> = { body_too_large: 413 };

/** What crosses the wire for an error: nothing but what the DomainError says. */
export function toProblem(error: DomainError): Problem {
  const { status, title } = answers[error.code];
  return {
    type: `urn:liaison:problem:${error.code}`,
    title,
    status: statusOfReason[error.reason ?? ''] ?? status,
    code: error.code,
    detail: error.detail,
    ...(error.reason !== undefined && { reason: error.reason }),
    ...(error.fields !== undefined && { fields: error.fields }),
    ...(error.extra !== undefined && { extra: error.extra }),
  };
}

/** True when the error is one of ours or the framework refusing a request: nothing an operator has to look at. */
export function isExpected(error: unknown): boolean {
  return error instanceof DomainError || (statusOf(error) ?? 500) < 500;
}

/** Whatever was thrown, as a DomainError that tells nothing of the input, the driver or the code. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const status = statusOf(error);
  if (status === undefined || status >= 500)
    return new DomainError('unavailable', 'Something went wrong here. Try again.');
  return ofStatus(status);
}

function ofStatus(status: number): DomainError {
  if (status === 401) return new DomainError('unauthenticated', 'You are not signed in.');
  if (status === 403) return new DomainError('forbidden', 'You may not do this.');
  if (status === 404 || status === 405) return notFound();
  if (status === 413) return new DomainError('invalid', 'The body is too large.', { reason: 'body_too_large' });
  if (status === 429) return new DomainError('too_many', 'Wait a moment and try again.');
  return new DomainError('invalid', 'The request could not be read.', { reason: 'unreadable' });
}

/** The status of Nest's own exceptions and of the body parser's, which carry it as a property. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof SyntaxError || error instanceof URIError) return 400;
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
