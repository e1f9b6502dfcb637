import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Action } from '@liaison/authz';
import { inclusionGiven, receiptAsked, receiptGiven } from '@liaison/contracts';
import type { Request, Response } from 'express';
import { catchError, mergeMap, type Observable } from 'rxjs';
import type { HasActor } from '../../platform/actor.js';
import { Config } from '../../platform/config/config.js';
import { actKey } from '../../platform/doors/act.decorator.js';
import { Receipts, type Asking } from '../../platform/receipts/receipts.js';
import { Inclusions } from './inclusions.js';

/** Of high consequence: answered when the tree holds them. Duties are given and taken by changing a person. */
const awaited: ReadonlySet<Action> = new Set(['log.extract', 'erasure.carry_out', 'hold.lift', 'person.change']);
/** The act is done and will not be undone: whoever waits longer asks for it later. */
const waitFor = 5_000;

/** Gives a receipt with any answer over HTTP whose client asks for one, and with those of high consequence the inclusion. */
@Injectable()
export class GiveReceipts implements NestInterceptor {
  private readonly isLogHere: boolean;

  constructor(
    { logDir }: Config,
    private readonly reflector: Reflector,
    private readonly receipts: Receipts,
    private readonly inclusions: Inclusions,
  ) {
    this.isLogHere = logDir !== undefined;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<Request & HasActor>();
    const isAsked = request.headers[receiptAsked] === '1';
    const action = this.reflector.get<Action | undefined>(actKey, context.getHandler());
    const isAwaited = action !== undefined && awaited.has(action);
    if (!this.isLogHere || !request.actor || !(isAsked || isAwaited)) return next.handle();
    const asking = this.receipts.ask(request.actor);
    request.actor = asking.actor;
    const response = http.getResponse<Response>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (isAsked) await this.receipt(asking, response);
        if (isAwaited) await this.inclusion(asking, response);
        return answer;
      }),
      // A refusal leaves a record too.
      catchError(async (error: unknown) => {
        if (isAsked) await this.receipt(asking, response);
        throw error;
      }),
    );
  }

  private async receipt(asking: Asking, response: Response): Promise<void> {
    const given = await this.receipts.of(asking);
    if (given.length > 0) response.setHeader(receiptGiven, given.join(','));
  }

  private async inclusion({ actor, records }: Asking, response: Response): Promise<void> {
    const [left] = records;
    if (!left) return;
    const signed = await this.inclusions.within(waitFor, actor, left.record).catch(() => null);
    response.setHeader(inclusionGiven, signed ?? 'waiting');
  }
}
