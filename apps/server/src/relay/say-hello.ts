import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Frame, HelloAnswer, StreamName, StreamPosition } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  touchChanges,
  touchOwnedChanges,
  UnitOfWork,
  type Act,
  type Outcome,
  type Part,
  type Tx,
} from '@liaison/persistence';
import { mayHave, pageSize, readBatch, split } from './frames.js';
import { readMissed, type Missed, type MissedBy } from './greetings.js';
import { InBatches } from './in-batches.js';
import { Lanes } from './lanes.js';
import { snapshotOf } from './snapshot.js';

/** Whole states read at a time in this process. */
const arrivals = 4;

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

interface Greeting {
  readonly actor: Actor;
  readonly asked: readonly StreamPosition[];
}

/**
 * The one recovery path, first load included: each stream is authorised now and answered resume, snapshot or denied.
 * Who comes back while others are being greeted is greeted together with whoever else came meanwhile, in one picture and
 * with a record each: after a restart everybody has missed the same.
 */
@Injectable()
export class SayHello {
  private readonly arriving = new Lanes(arrivals);
  private readonly returning = new InBatches((greetings: readonly Greeting[]) => this.greet(greetings));

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run(actor: Actor, asked: readonly StreamPosition[]): Promise<readonly Greeted[]> {
    const answers = await this.answersTo({ actor, asked });
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
      const wanted = { stream, after: from, persons: [actor.person] };
      const { inside, frames, more } = await readBatch(tx, wanted, 'owners');
      if (!inside.has(actor.person)) throw notFound();
      for (const { frame, owners } of frames) touchOwnedChanges(act, frame.changes, owners);
      return { frames: frames.map(({ frame }) => frame), more };
    });
  }

  /** Whoever needs a whole state holds nobody up. */
  private async answersTo(greeting: Greeting): Promise<readonly Greeted[]> {
    if (greeting.asked.every(isKnown)) return this.returning.add(greeting);
    const [outcome] = await this.arriving.run(() => this.greet([greeting]));
    if (outcome?.status !== 'fulfilled') throw outcome?.reason;
    return outcome.value;
  }

  private greet(greetings: readonly Greeting[]): Promise<readonly Outcome<readonly Greeted[]>[]> {
    let missedBy: MissedBy = () => null;
    const parts = new Map(
      greetings.map((greeting) => [partOf(greeting, (person, asked) => missedBy(person, asked)), greeting]),
    );
    return this.unitOfWork.readTogether([...parts.keys()], async (tx, together) => {
      const those = together.flatMap((part) => parts.get(part) ?? []);
      missedBy = await readMissed(
        tx,
        those.map(({ actor, asked }) => ({ person: actor.person, streams: asked.filter(isKnown) })),
      );
    });
  }
}

const isDenied = ({ answer }: Greeted): boolean => answer.state === 'denied';
const isKnown = ({ epoch }: StreamPosition): boolean => epoch !== null;

const partOf = ({ actor, asked }: Greeting, missedBy: MissedBy): Part<readonly Greeted[]> => ({
  actor,
  action: 'compartment.view',
  work: async (tx, act) => {
    const found: Greeted[] = [];
    for (const position of asked) {
      const missed = isKnown(position) ? missedBy(actor.person, position) : null;
      const greeted = await answerTo(tx, actor, position, missed);
      await touchAnswer(tx, act, greeted.answer, missed);
      found.push(greeted);
    }
    if (found.every(isDenied)) act.withoutRecord();
    return found;
  },
});

/** The stream, and the headers that the answer shows of it. */
async function touchAnswer(tx: Tx, act: Act, answer: HelloAnswer, missed: Missed | null): Promise<void> {
  if (answer.state === 'denied') return;
  act.touch(...split(answer.stream));
  if (answer.state === 'snapshot') await touchChanges(tx, act, answer.snapshot.changes);
  else if (missed) for (const { changes } of answer.frames) touchOwnedChanges(act, changes, missed.owners);
}

async function answerTo(tx: Tx, actor: Actor, asked: StreamPosition, missed: Missed | null): Promise<Greeted> {
  const { stream, epoch, position } = asked;
  if (isKnown(asked) ? !missed : !(await mayHave(tx, stream, actor.person)))
    return { stream, head: 0, answer: { stream, state: 'denied' } };
  if (missed?.epoch === epoch && position <= missed.head && missed.head - position <= farBehind)
    return {
      stream,
      head: missed.head,
      answer: { stream, state: 'resume', frames: missed.frames, more: missed.more },
    };
  const snapshot = await snapshotOf(tx, actor, stream);
  return { stream, head: snapshot.position, answer: { stream, state: 'snapshot', snapshot } };
}
