import { printable } from '@liaison/domain';
import {
  formatAddCheckpoint,
  isBy,
  LogError,
  parseSignature,
  parseSizeAnswer,
  saidBy,
  witnessVerifier,
  type KnownWitness,
  type NoteSignature,
} from '@liaison/transparency-log';
import { postCheckpoint, Unanswered, type Reply } from './post-checkpoint.js';
import type { ProofFrom } from './witnesses.js';

/** In seconds since the epoch. */
const latestTime = 8.64e12;

/** A signed checkpoint, with its note's text and its tree's size. */
export interface Shown {
  readonly checkpoint: Uint8Array;
  readonly text: string;
  readonly size: number;
}

export interface Cosignature {
  readonly signature: NoteSignature;
  readonly at: Date;
}

/** That a witness has cosigned what this log does not have. */
export class Ahead extends Error {
  override readonly name = 'Ahead';
}

/**
 * Asks a witness that has probably cosigned `older` leaves; where it stands elsewhere, once more from there. `signal`
 * ends both. Throws `Ahead`, or `Unanswered` with what else is wrong.
 */
export async function askWitness(
  witness: KnownWitness,
  { checkpoint, text, size }: Shown,
  older: number,
  proofFrom: ProofFrom,
  signal: AbortSignal,
): Promise<Cosignature> {
  const { url } = witness;
  if (url === undefined) throw new Unanswered('has no address in the policy');
  const ask = async (from: number): Promise<Reply> =>
    postCheckpoint(url, formatAddCheckpoint({ older: from, proof: await proofFrom(from), checkpoint }), signal);
  const first = await ask(older);
  const told = first.status === 409 ? sizeIn(first) : null;
  if (told === null || told === older || told > size) return conclude(witness, text, size, older, first);
  return conclude(witness, text, size, told, await ask(told));
}

function conclude(witness: KnownWitness, text: string, size: number, older: number, reply: Reply): Cosignature {
  if (reply.status === 200) return checked(witness, text, reply.body);
  const told = reply.status === 409 ? sizeIn(reply) : null;
  if (told !== null && told > size) throw new Ahead(`has cosigned a tree of ${told}, and this one has ${size}`);
  if (older > 0 && reply.status === 422) throw new Ahead(`has cosigned another tree of ${older} than this log has`);
  if (older === size && reply.status === 409) throw new Ahead(`has cosigned another tree of ${size} than this one`);
  throw new Unanswered(`answers ${reply.status}: ${firstLine(reply.body)}`);
}

function checked(witness: KnownWitness, text: string, body: Uint8Array): Cosignature {
  try {
    const signatures = Buffer.from(body).toString('utf8').split('\n').slice(0, -1).map(parseSignature);
    const verifier = witnessVerifier(witness);
    const said = saidBy({ text, signatures }, [verifier]).get(witness.name);
    const signature = signatures.find((one) => isBy(verifier, one));
    if (!said || !signature) throw new Unanswered('signs with another key than the policy’s');
    if (said.time > latestTime) throw new Unanswered('gives a time that is none');
    return { signature, at: new Date(said.time * 1000) };
  } catch (error) {
    if (error instanceof LogError) throw new Unanswered(`gives no cosignature: ${error.message}`);
    throw error;
  }
}

/** Of an answer 409; null where it tells none. */
function sizeIn({ type, body }: Reply): number | null {
  if (type !== 'text/x.tlog.size') return null;
  try {
    return parseSizeAnswer(body);
  } catch {
    return null;
  }
}

/** What others write is shown to people: short, and nothing that moves the cursor. */
const firstLine = (body: Uint8Array): string =>
  printable(Buffer.from(body.subarray(0, 200)).toString('utf8').split('\n')[0] ?? '');
