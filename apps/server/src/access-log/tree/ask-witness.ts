import { printable } from '@liaison/domain';
import {
  formatAddCheckpoint,
  isBy,
  LogError,
  parseSignature,
  parseSizeAnswer,
  saidBy,
  witnessVerifier,
  type Checkpoint,
  type KnownWitness,
  type NoteSignature,
  type PublicKey,
} from '@liaison/transparency-log';
import { postCheckpoint, Unanswered, type Reply } from './call-witness.js';
import { heldAgainst } from './held-against.js';
import type { ProofFrom } from './witnesses.js';

/** In seconds since the epoch. */
const latestTime = 8.64e12;

/** A signed checkpoint, and its note's text. */
export interface Shown extends Checkpoint {
  readonly checkpoint: Uint8Array;
  readonly text: string;
}

export interface Cosignature {
  readonly signature: NoteSignature;
  readonly at: Date;
}

export interface Question {
  readonly witness: KnownWitness;
  /** The keys that sign this log, now and earlier. */
  readonly logs: readonly PublicKey[];
  readonly shown: Shown;
  readonly proofFrom: ProofFrom;
  /** Ends all that is asked. */
  readonly signal: AbortSignal;
}

/**
 * Asks a witness that has probably cosigned `older` leaves; where it stands elsewhere, once more from there. Throws
 * `Ahead`, or `Unanswered` with what else is wrong.
 */
export async function askWitness(question: Question, older: number): Promise<Cosignature> {
  const { witness, shown, proofFrom, signal } = question;
  const { url } = witness;
  if (url === undefined) throw new Unanswered('has no address in the policy');
  const ask = async (from: number): Promise<Reply> =>
    postCheckpoint(
      url,
      formatAddCheckpoint({ older: from, proof: await proofFrom(from), checkpoint: shown.checkpoint }),
      signal,
    );
  const first = await ask(older);
  const told = sizeIn(first);
  const isElsewhere = told !== null && told !== older && told <= shown.size;
  const [from, reply] = isElsewhere ? [told, await ask(told)] : [older, first];
  if (reply.status === 200) return checked(witness, shown.text, reply.body);
  const claim = claimIn(reply, from, shown.size);
  throw claim === null
    ? new Unanswered(`answers ${reply.status}: ${firstLine(reply.body)}`)
    : await heldAgainst(url, question, claim);
}

/** What a refusal says against this log, where it says anything. */
function claimIn(reply: Reply, older: number, size: number): string | null {
  const told = sizeIn(reply);
  if (told !== null && told > size) return `says it has cosigned a tree of ${told}, and this one has ${size}`;
  if (older > 0 && reply.status === 422) return `says it has cosigned another tree of ${older}`;
  return older === size && reply.status === 409 ? `says it has cosigned another tree of ${size}` : null;
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

/** Of an answer 409; null where it is another one, or tells none. */
function sizeIn({ status, type, body }: Reply): number | null {
  if (status !== 409 || type !== 'text/x.tlog.size') return null;
  try {
    return parseSizeAnswer(body);
  } catch {
    return null;
  }
}

/** What others write is shown to people: short, and nothing that moves the cursor. */
const firstLine = (body: Uint8Array): string =>
  printable(Buffer.from(body.subarray(0, 200)).toString('utf8').split('\n')[0] ?? '');
