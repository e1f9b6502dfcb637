import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { inclusionGiven } from '@liaison/contracts';
import type { Request, Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import type { HasActor } from '../actor.js';
import { Config } from '../config/config.js';
import { Inclusions } from './inclusions.js';
import { Receipts } from './receipts.js';

/** The act is done and will not be undone: whoever waits longer asks for it later. */
const waitFor = 5_000;

@Injectable()
class AwaitInclusion implements NestInterceptor {
  private readonly isLogHere: boolean;

  constructor(
    { logDir }: Config,
    private readonly receipts: Receipts,
    private readonly inclusions: Inclusions,
  ) {
    this.isLogHere = logDir !== undefined;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request & HasActor>();
    if (!this.isLogHere || !request.actor) return next.handle();
    const { actor, records } = this.receipts.ask(request.actor);
    request.actor = actor;
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const [left] = records;
        const signed = left ? await this.inclusions.within(waitFor, actor, left.record).catch(() => null) : null;
        http.getResponse<Response>().setHeader(inclusionGiven, signed ?? 'waiting');
        return answer;
      }),
    );
  }
}

/** An act of high consequence over HTTP: its answer waits until the signed tree holds its record, and shows that it does. */
export const AwaitsInclusion = (): MethodDecorator => applyDecorators(UseInterceptors(AwaitInclusion));
