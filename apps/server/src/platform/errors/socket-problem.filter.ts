import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@liaison/contracts';
import { rootLog } from '../logging/log.js';
import { describeError } from '../logging/describe-error.js';
import { isExpected, toDomainError, toProblem } from './problem.js';

type Acknowledge = (answer: unknown) => void;

/**
 * Answers every error of a socket handler through the acknowledgement. Nest's own filter would leave the client
 * without an answer and send its words back in an event.
 */
@Catch()
export class SocketProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const acknowledge = host.getArgs<unknown[]>().find(isAcknowledge);
    acknowledge?.(refusalOf(thrown));
  }
}

/** The answer to whatever was thrown. */
export function refusalOf(thrown: unknown): { readonly ok: false; readonly error: Problem } {
  if (!isExpected(thrown)) rootLog.error(describeError(thrown), 'socket command failed');
  return { ok: false, error: toProblem(toDomainError(thrown)) };
}

function isAcknowledge(argument: unknown): argument is Acknowledge {
  return typeof argument === 'function';
}
