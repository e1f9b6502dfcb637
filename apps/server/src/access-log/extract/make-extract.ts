import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { erasedMark, formatNames, makeExtract, mostBytes, mostDisorder, type Parts } from '@liaison/access-extract';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, DomainError, invalid, notFound } from '@liaison/domain';
import {
  extractErased,
  extractNames,
  extractSpan,
  extractWaits,
  findOperation,
  logHalted,
  logIsHalted,
  onLogGround,
  placeOfRecord,
  UnitOfWork,
  type Act,
  type ExtractSpan,
  type Tx,
} from '@liaison/persistence';
import { LogError } from '@liaison/transparency-log';
import { doNotHold, PublishedLog } from '../../platform/log-folder/published-log.js';
import type { ExtractDto } from './extract.dto.js';
import { ExtractLines } from './extract-lines.js';
import { lookPage, readme } from './fixed-files.js';
import { patiently } from './patiently.js';
import { headWith } from './proven-head.js';

/** More do not fit into what a browser checks in one piece. */
const mostRecords = 50_000;
/** Bytes that are kept for the other files of an extract. */
const besideRecords = 8 * 1024 * 1024;

type Fixed = Pick<Parts, 'readme' | 'look' | 'policy'>;

/** What is asked for; `to` is not included. */
interface Asked {
  readonly from: Date;
  readonly to: Date;
  readonly operation: Id | null;
}

/** One's own agency's records of a range, as a zip that proves itself. */
@Injectable()
export class MakeExtract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly published: PublishedLog,
  ) {}

  /** The zip, piece by piece. Its own record is in the log before the first piece is made. */
  async run(actor: Actor, input: ExtractDto): Promise<AsyncGenerator<Uint8Array>> {
    // A server that lacks them says so to those alone who may take an extract.
    const [files] = await Promise.allSettled([this.fixed()]);
    const look = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
      this.unitOfWork.quietly(actor.person, work, actor.session);
    await patiently(() => look((tx) => nothingWaits(tx, input)));
    const { record, asked, span, names, fixed } = await this.unitOfWork.read(actor, 'log.extract', (tx, act) =>
      recorded(tx, act, actor, input, files),
    );
    const numberOf = (tx: Tx) => ownNumber(tx, record, actor.agency);
    const head = await headWith(this.published, () => look(async (tx) => (await numberOf(tx))?.entry ?? null));
    const own = await look(numberOf);
    if (!own) throw new DomainError('unavailable', 'The record of this extract is not in the log any more.');
    const lines = new ExtractLines(head, look, asked);
    const request = await lines.request(own.n).catch(asRefusal);
    const pieces = makeExtract(
      { ...fixed, names, checkpoint: head.checkpoint, request },
      lines.between(span.first, span.last ?? own.n),
    );
    return begun(pieces);
  }

  private async fixed(): Promise<Fixed> {
    const { text } = await this.published.policy();
    return { readme, look: await lookPage(), policy: new TextEncoder().encode(text) };
  }
}

/** Made up to its first piece: what fails until then is a refusal, later the zip breaks off. */
async function begun(pieces: AsyncGenerator<Uint8Array>): Promise<AsyncGenerator<Uint8Array>> {
  return after(await pieces.next().catch(asRefusal), pieces);
}

function asRefusal(error: unknown): never {
  throw error instanceof LogError ? doNotHold() : error;
}

async function* after(
  first: IteratorResult<Uint8Array>,
  pieces: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.done !== true) yield first.value;
  yield* pieces;
}

/** What the record of an extract holds it to. */
interface Recorded {
  readonly record: Id;
  readonly asked: Asked;
  readonly span: ExtractSpan;
  readonly names: Uint8Array;
  readonly fixed: Fixed;
}

async function recorded(
  tx: Tx,
  act: Act,
  actor: Actor,
  input: ExtractDto,
  files: PromiseSettledResult<Fixed>,
): Promise<Recorded> {
  act.require('log.extract', {});
  await onLogGround(tx, act, actor);
  // Its record would wait for an entry that does not come.
  const halted = await logHalted(tx);
  if (halted) throw logIsHalted(halted);
  await withinItsScope(tx, act, input.operation);
  if (files.status === 'rejected') throw files.reason;
  const fixed = files.value;
  const asked = askedFor(input, tx.now);
  const span = await extractSpanOf(tx, asked);
  requireRoom(span);
  if (await extractWaits(tx, asked)) throw stillWaits();
  const names = formatNames(await extractNames(tx, asked.operation, asked.from, asked.to));
  act.note('from', asked.from.toISOString()).note('to', asked.to.toISOString()).note('first', span.first);
  if (span.last !== null) act.note('last', span.last);
  for (const [name, bytes] of Object.entries({ ...fixed, names })) act.note(name, digestOf(bytes));
  const erased = erasedMark(await extractErased(tx, asked.operation, asked.from, asked.to));
  if (erased !== null) act.note('erased', erased);
  return { record: act.record, asked, span, names, fixed };
}

/** Which numbers the range has, who is named in it and what of it was erased, has to be known before it is sealed. */
const stillWaits = (): DomainError =>
  new DomainError(
    'unavailable',
    'Records of this range are not in the log yet, and were not within half a minute. Ask again later; if it lasts, tell the operator.',
  );

/** True once the range, but for the last minute, has its numbers, or will get none. */
async function nothingWaits(tx: Tx, input: ExtractDto): Promise<true | null> {
  const latest = latestOf(tx.now);
  const to = input.to === undefined ? latest : new Date(Math.min(Date.parse(input.to), latest.getTime()));
  const waits = (await logHalted(tx)) === null && (await extractWaits(tx, { from: new Date(input.from), to }));
  return waits ? null : true;
}

/** What its reader could not open is not made. */
function requireRoom({ lines, bytes }: ExtractSpan): void {
  const what =
    lines > mostRecords
      ? `More than ${mostRecords} records stand`
      : bytes > mostBytes - besideRecords
        ? `More than ${mostBytes / 1024 / 1024} MiB of records stand`
        : null;
  if (what === null) return;
  const advice = 'in and around this range. Take it in several, each with a shorter range.';
  throw conflict('extract_too_large', `${what} ${advice}`);
}

/** Records of acts that are under way still are not numbered: what began less than a minute ago is left to later. */
const latestOf = (now: Date): Date => new Date(now.getTime() - mostDisorder);

function askedFor({ from, to, operation }: ExtractDto, now: Date): Asked {
  const latest = latestOf(now);
  const asked = { from: new Date(from), to: to === undefined ? latest : new Date(to), operation: operation ?? null };
  if (asked.to > latest) throw invalid('to', `must be at least a minute ago, at most ${latest.toISOString()}`);
  if (asked.from >= asked.to) throw invalid('from', `must be before ${asked.to.toISOString()}`);
  return asked;
}

async function extractSpanOf(tx: Tx, { operation, from, to }: Asked) {
  const before = new Date(from.getTime() - mostDisorder);
  const after = new Date(to.getTime() + mostDisorder);
  const span = await extractSpan(tx, operation, before, after, mostRecords);
  if (!span) throw new DomainError('forbidden', 'Only auditors of an agency take extracts.');
  return span;
}

/** Of an operation that is not known records are there where one's own people were refused in it. */
async function withinItsScope(tx: Tx, act: Act, operation: Id | undefined): Promise<void> {
  if (operation === undefined) return;
  const isKnown =
    (await findOperation(tx, operation)) ?? (await extractSpan(tx, operation, new Date(0), tx.now, 1))?.lines;
  if (!isKnown) {
    act.note('operation', operation);
    throw notFound();
  }
  act.in(operation);
}

/** Null while the sequencer has not taken it up. */
async function ownNumber(
  tx: Tx,
  record: Id,
  agency: Id,
): Promise<{ readonly n: number; readonly entry: number } | null> {
  const place = await placeOfRecord(tx, record);
  const own = place?.scopes.find((scope) => scope.kind === 'agency' && scope.agency === agency);
  return place && own ? { n: own.n, entry: place.entry } : null;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');
