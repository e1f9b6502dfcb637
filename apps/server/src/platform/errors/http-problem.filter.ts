import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { HasActor } from '../actor.js';
import type { Log } from '../logging/log.js';
import { describeError } from '../logging/describe-error.js';
import { requestIdOf } from '../logging/request-log.js';
import type { RefusedInput } from '../rate-limit/refused-input.js';
import { isExpected, toDomainError } from './problem.js';
import { sendProblem } from './send-problem.js';

/** Answers every error over HTTP as RFC 9457 problem JSON. */
@Catch()
export class HttpProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly refused: RefusedInput,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const error = toDomainError(thrown);
    this.refused.note('http', error.code, host.switchToHttp().getRequest<Request & HasActor>().actor);
    if (!isExpected(thrown))
      this.log.error({ ...describeError(thrown), requestId: requestIdOf(response) }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, error);
  }
}
