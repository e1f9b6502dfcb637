import { seeded } from '../kit/mutate.js';
import { sendGarbage } from './mutations/garbage.js';
import { HostileSocket, type Answered } from './mutations/hostile.js';
import { nextAsked, validInputs, type Asked, type Ground } from './mutations/lies.js';

export interface Mutations {
  readonly seed: number;
  /** How many frames. */
  readonly count: number;
  readonly url: string;
  /** Cookie header of the attacker, who is a member. */
  readonly cookie: string;
  readonly ground: Ground;
  /** Between batches: whether the others are served. Throws when they are not. */
  readonly meanwhile: () => Promise<void>;
  readonly say?: (text: string) => void;
}

export interface MutationReport {
  readonly sent: number;
  /** Refusals by code; `closed` where the server ended the connection. */
  readonly answers: Readonly<Record<string, number>>;
  /** Frames of raw garbage, which have no answer, and how many of them ended their connection. */
  readonly garbage: number;
  readonly cut: number;
}

const perBatch = 50;
const garbageEach = 20;
const aCanary = 'canary-frame';

/**
 * Sends so many mutated frames, out of a seed: inputs with one thing wrong, lies about positions, what was sent before
 * once more, events that are none, and raw garbage. Throws at the first that is not answered, is answered `unavailable`,
 * or comes back in its answer.
 */
export async function mutate(run: Mutations): Promise<MutationReport> {
  const random = seeded(run.seed);
  const answers: Record<string, number> = {};
  const earlier: Asked[] = [];
  const hostile = new HostileSocket(run.url, run.cookie);
  let sent = 0;
  let garbage = 0;
  let cut = 0;
  for (let batch = 0; sent < run.count; batch += 1) {
    if (random() < 0.25) {
      cut += await sendGarbage(run.url, run.cookie, garbageEach, random);
      sent += garbageEach;
      garbage += garbageEach;
    } else {
      for (const code of await askBatch(run, hostile, earlier, random)) answers[code] = (answers[code] ?? 0) + 1;
      sent += perBatch;
    }
    if (batch % 10 === 9) await run.meanwhile();
    if (batch % 500 === 499) run.say?.(`${sent} frames ${JSON.stringify(answers)}`);
  }
  await run.meanwhile();
  hostile.leave();
  return { sent, answers, garbage, cut };
}

async function askBatch(
  { ground }: Mutations,
  hostile: HostileSocket,
  earlier: Asked[],
  random: () => number,
): Promise<readonly string[]> {
  await hostile.connected();
  const valid = validInputs(ground);
  const asked = Array.from({ length: perBatch }, () => nextAsked(ground, valid, earlier, random));
  for (const one of asked) if (random() < 0.05) earlier.push(one);
  earlier.splice(0, earlier.length - 500);
  const answers = await Promise.all(asked.map(([event, ...input]) => hostile.ask(event, ...input)));
  return answers.map((answer, index) => judged(answer, asked[index]));
}

function judged(answer: Answered, asked: Asked | undefined): string {
  if (answer.ok === null) return 'closed';
  if (answer.ok) return 'taken';
  const { error } = answer;
  const told = JSON.stringify(asked).slice(0, 500);
  if (error.code === 'unavailable') throw new Error(`unavailable after ${told}`);
  if (JSON.stringify(error).includes(aCanary)) throw new Error(`an answer repeats its input: ${told}`);
  return error.code;
}
