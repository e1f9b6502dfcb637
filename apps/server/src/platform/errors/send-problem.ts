import type { Response } from 'express';
import type { DomainError } from '@liaison/domain';
import { requestIdOf } from '../logging/request-log.js';
import { toProblem } from './problem.js';

/** Answers with problem JSON; only where an operator has to look is there a number to look for. */
export function sendProblem(response: Response, error: DomainError): void {
  const problem = toProblem(error);
  const wait = problem.extra?.retryAfter;
  if (problem.code === 'too_many' && typeof wait === 'number') response.setHeader('Retry-After', String(wait));
  const marked = problem.code === 'unavailable' ? { ...problem, requestId: requestIdOf(response) } : problem;
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(marked));
}
