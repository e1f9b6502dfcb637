import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Frame, HelloAnswer, StreamName, StreamPosition } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { touchChanges, UnitOfWork, type Act, type Tx } from '@liaison/persistence';
import { mayHave, pageSize, readBatch, split } from './frames.js';
import { snapshotOf } from './snapshot.js';

/** Further behind than this, a snapshot is cheaper than the events. */
const farBehind = 5 * pageSize;

export interface Greeted {
  readonly stream: StreamName;
  readonly answer: HelloAnswer;
  /** Where the stream stood in this snapshot. */
  readonly head: number;
}

interface Filled {
  readonly frames: readonly Frame[];
  readonly more: boolean;
}

/** The one recovery path, first load included: each stream is authorised now and answered resume, snapshot or denied. */
@Injectable()
export class SayHello {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run(actor: Actor, asked: readonly StreamPosition[]): Promise<Greeted[]> {
    const answers = await this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const found: Greeted[] = [];
      for (const position of asked) found.push(await answerTo(tx, actor, position));
      for (const { answer } of found) await touchAnswer(tx, act, answer);
      if (found.every(isDenied)) act.withoutRecord();
      return found;
    });
    const denied = answers.filter(isDenied);
    if (denied.length > 0)
      await this.unitOfWork.refuse(actor, 'compartment.view', (act) => {
        act.decidedBy('compartment.view#outside');
        for (const { stream } of denied) act.touch(...split(stream));
      });
    return answers;
  }

  /** The events after a number, a page of them, for a client that saw a gap. */
  fill(actor: Actor, stream: StreamName, from: number): Promise<Filled> {
    return this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const [kind, id] = split(stream);
      act.touch(kind, id);
      if (!(await mayHave(tx, stream, actor.person))) throw notFound();
      const filled = await framesAfter(tx, actor, stream, from);
      for (const { changes } of filled.frames) await touchChanges(tx, act, changes);
      return filled;
    });
  }
}

const isDenied = ({ answer }: Greeted): boolean => answer.state === 'denied';

/** The stream, and the headers that the answer shows of it. */
async function touchAnswer(tx: Tx, act: Act, answer: HelloAnswer): Promise<void> {
  if (answer.state === 'denied') return;
  act.touch(...split(answer.stream));
  const shown = answer.state === 'snapshot' ? [answer.snapshot] : answer.frames;
  for (const { changes } of shown) await touchChanges(tx, act, changes);
}

async function answerTo(tx: Tx, actor: Actor, asked: StreamPosition): Promise<Greeted> {
  const { stream, position } = asked;
  const denied: Greeted = { stream, head: 0, answer: { stream, state: 'denied' } };
  if (asked.epoch !== null) {
    const { inside, epoch, head, frames, more } = await readBatch(tx, stream, position, [actor.person], false);
    if (!inside.has(actor.person)) return denied;
    if (epoch === asked.epoch && position <= head && head - position <= farBehind)
      return { stream, head, answer: { stream, state: 'resume', frames: frames.map(({ frame }) => frame), more } };
  } else if (!(await mayHave(tx, stream, actor.person))) return denied;
  const snapshot = await snapshotOf(tx, actor, stream);
  return { stream, head: snapshot.position, answer: { stream, state: 'snapshot', snapshot } };
}

async function framesAfter(tx: Tx, actor: Actor, stream: StreamName, after: number): Promise<Filled> {
  const batch = await readBatch(tx, stream, after, [actor.person], false);
  return { frames: batch.frames.map(({ frame }) => frame), more: batch.more };
}
