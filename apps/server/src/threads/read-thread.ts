import { Injectable } from '@nestjs/common';
import { isWithin, type Actor } from '@liaison/authz';
import type { Id, MessagePage } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  findMessage,
  lastDecision,
  pageOf,
  UnitOfWork,
  type Act,
  type PagedMessage,
  type Tx,
} from '@liaison/persistence';
import { consultThread, type OpenedThread } from '../platform/permissions/thread-place.js';
import type { PageDto } from './thread.dto.js';

/** One page of a thread's history, with the words that may flow with it. */
@Injectable()
export class ReadThread {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, threadId: Id, query: PageDto): Promise<MessagePage> {
    return this.unitOfWork.read(actor, 'thread.page', async (tx, act) => {
      const opened = await consultThread(tx, act, actor, 'thread.page', threadId, query);
      const { thread, standing } = opened;
      const [page, decision] = await Promise.all([windowOf(tx, opened, query), lastDecision(tx, thread.id)]);
      touchPage(act, page);
      return {
        ...standing,
        ...page,
        decision: decision && {
          thread: thread.id,
          text: decision.text,
          by: decision.author,
          at: decision.at.toISOString(),
        },
      };
    });
  }
}

/** A version is recorded of the words that were shown: not of those taken back, nor of those opened one by one. */
function touchPage(act: Act, { messages, texts }: Pick<MessagePage, 'messages' | 'texts'>): void {
  const shown = new Map(texts.map((one) => [one.message, one.text === null ? null : one.version]));
  for (const { id, agency } of messages) act.touch('message', id, { version: shown.get(id) ?? null, owner: agency });
}

interface Slice extends Pick<MessagePage, 'hasBefore' | 'hasAfter'> {
  readonly messages: readonly PagedMessage[];
}

/** The page, and of it what was born in the reader's windows: the service's own lock beside the database's. */
async function windowOf(
  tx: Tx,
  { windows, ...place }: OpenedThread,
  query: PageDto,
): Promise<Pick<MessagePage, 'messages' | 'texts' | 'hasBefore' | 'hasAfter'>> {
  const { messages, ...more } = await sliceOf(tx, place, query);
  const mine = messages.filter(({ baseVer }) => isWithin(windows, baseVer));
  return {
    ...more,
    messages: mine.map(({ baseVer: _, words: __, ...header }) => header),
    texts: mine.flatMap(({ words }) => words ?? []),
  };
}

type Readable = Pick<OpenedThread, 'thread' | 'readableFrom'>;

async function sliceOf(tx: Tx, place: Readable, query: PageDto): Promise<Slice> {
  const limit = query.limit ?? 50;
  const { before, after } = query;
  if (after !== undefined) return forward(await pageAfter(tx, place, after, limit + 1), limit);
  if (query.around !== undefined) return around(tx, place, query.around, limit);
  return backward(await pageBefore(tx, place, before ?? Number.MAX_SAFE_INTEGER, limit + 1), limit, before);
}

const pageBefore = (tx: Tx, { thread, readableFrom }: Readable, before: number, limit: number) =>
  pageOf(tx, thread.id, { from: readableFrom, before }, limit);

const pageAfter = (tx: Tx, { thread, readableFrom }: Readable, after: number, limit: number) =>
  pageOf(tx, thread.id, { from: Math.max(readableFrom, after + 1) }, limit);

const forward = (found: PagedMessage[], limit: number): Slice => ({
  messages: found.slice(0, limit),
  hasBefore: true,
  hasAfter: found.length > limit,
});

const backward = (found: PagedMessage[], limit: number, before: number | undefined): Slice => ({
  messages: found.slice(-limit),
  hasBefore: found.length > limit,
  hasAfter: before !== undefined,
});

/** A permalink's neighbourhood: half a page on each side. */
async function around(tx: Tx, place: Readable, message: Id, limit: number): Promise<Slice> {
  const found = await findMessage(tx, message);
  if (found?.thread !== place.thread.id) throw notFound();
  const half = Math.ceil(limit / 2);
  const older = await pageBefore(tx, place, found.seq, half + 1);
  const newer = await pageAfter(tx, place, found.seq - 1, half + 1);
  return {
    messages: [...older.slice(-half), ...newer.slice(0, half)],
    hasBefore: older.length > half,
    hasAfter: newer.length > half,
  };
}
