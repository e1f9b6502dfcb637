import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { inclusionGiven, receiptAsked, receiptGiven } from '@liaison/contracts';
import type { ToldActor } from '@liaison/persistence';
import type { Request, Response } from 'express';
import { catchError, mergeMap, type Observable } from 'rxjs';
import type { HasActor } from '../actor.js';
import { PublishedLog } from '../log-folder/published-log.js';
import { Sessions } from '../sessions/sessions.js';
import { Inclusions } from './inclusions.js';
import { listening, Receipts } from './receipts.js';

/** The act is done and will not be undone: whoever waits longer asks for it later. */
const waitFor = 5_000;

const awaitsKey = 'liaison:awaits-inclusion';

/** An act of high consequence over HTTP: its answer waits until the signed tree holds its record, and shows that it does. */
export const AwaitsInclusion = (): MethodDecorator => SetMetadata(awaitsKey, true);

/** What the log signs goes into the headers of an answer or a refusal, when the act is over. */
@Injectable()
export class GiveReceipts implements NestInterceptor {
  constructor(
    private readonly published: PublishedLog,
    private readonly sessions: Sessions,
    private readonly receipts: Receipts,
    private readonly inclusions: Inclusions,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request & HasActor>(), http.getResponse<Response>()];
    const isAsked = request.headers[receiptAsked] === '1';
    const isAwaited = Reflect.getMetadata(awaitsKey, context.getHandler()) === true && this.published.folder !== null;
    if (!request.actor || (!isAsked && !isAwaited)) return next.handle();
    const actor = listening(request.actor);
    request.actor = actor;
    const give = async (): Promise<void> => {
      const receipts = isAsked ? await this.receipts.of(actor.told) : [];
      for (const one of receipts) response.appendHeader(receiptGiven, one);
    };
    return next.handle().pipe(
      catchError(async (refused: unknown) => {
        await give();
        throw refused;
      }),
      mergeMap(async (answer: unknown) => {
        await give();
        if (isAwaited) response.setHeader(inclusionGiven, (await this.inclusionFor(actor, response)) ?? 'waiting');
        return answer;
      }),
    );
  }

  /** Whose own session was ended by the act is cut off soon: they are answered at once. */
  private async inclusionFor({ told, person, session }: ToldActor, response: Response): Promise<string | null> {
    const [left] = told;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    if (response.closed || !left || session === null || !(await this.isLive(session))) return null;
    return this.inclusions.within(waitFor, person, left.record, gone.signal);
  }

  private async isLive(session: string): Promise<boolean> {
    const states = await this.sessions.states([session]).catch(() => null);
    return states?.get(session) === 'live';
  }
}
