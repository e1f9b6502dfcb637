import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Frame, HelloAnswer, StreamName, StreamPosition } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import { personHead, positionOf, UnitOfWork, type Tx } from '@liaison/persistence';
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

  run(actor: Actor, asked: readonly StreamPosition[]): Promise<Greeted[]> {
    return this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const answers: Greeted[] = [];
      for (const position of asked) {
        const [kind, id] = split(position.stream);
        if (kind === 'compartment') act.touch('compartment', id);
        answers.push(await answerTo(tx, actor, position));
      }
      const denied = answers.filter(({ answer }) => answer.state === 'denied');
      if (denied.length > 0)
        act.note(
          'denied',
          denied.map(({ stream }) => stream),
        );
      return answers;
    });
  }

  /** The events after a number, a page of them, for a client that saw a gap. */
  fill(actor: Actor, stream: StreamName, from: number): Promise<Filled> {
    return this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const [kind, id] = split(stream);
      if (kind === 'compartment') act.touch('compartment', id);
      if (!(await mayHave(tx, stream, actor.person))) throw notFound();
      return framesAfter(tx, actor, stream, from);
    });
  }
}

async function answerTo(tx: Tx, actor: Actor, { stream, epoch, position }: StreamPosition): Promise<Greeted> {
  if (!(await mayHave(tx, stream, actor.person))) return { stream, head: 0, answer: { stream, state: 'denied' } };
  const [kind, id] = split(stream);
  const here = kind === 'person' ? await personHead(tx, id) : await positionOf(tx, id);
  const head = here.position;
  const fresh = epoch === here.epoch && position <= head && head - position <= farBehind;
  if (fresh)
    return { stream, head, answer: { stream, state: 'resume', ...(await framesAfter(tx, actor, stream, position)) } };
  return { stream, head, answer: { stream, state: 'snapshot', snapshot: await snapshotOf(tx, actor, stream) } };
}

async function framesAfter(tx: Tx, actor: Actor, stream: StreamName, after: number): Promise<Filled> {
  const batch = await readBatch(tx, stream, after, [actor.person], false);
  return { frames: batch.frames.map(({ frame }) => frame), more: batch.more };
}
