import { keptPath } from '@liaison/transparency-log';

/** More than a witness has to say: a few signatures, a size, or a checkpoint with those. */
const mostBytes = 16 * 1024;

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

/** Why a witness gave no answer that can be used, for people. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** `POST <prefix>/add-checkpoint` (C2SP tlog-witness). */
export const postCheckpoint = (prefix: string, body: string, signal: AbortSignal): Promise<Reply> =>
  call(`${base(prefix)}/add-checkpoint`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Accept-Encoding': 'identity' },
    signal,
  });

/** The note that the witness has cosigned last of this log. */
export const getKept = (prefix: string, origin: string, signal: AbortSignal): Promise<Reply> =>
  call(`${base(prefix)}/${keptPath(origin)}`, { headers: { 'Accept-Encoding': 'identity' }, signal });

const base = (prefix: string): string => prefix.replace(/\/+$/, '');

/** Nothing leads to another address, and no answer grows endless. */
async function call(url: string, request: RequestInit & { readonly signal: AbortSignal }): Promise<Reply> {
  try {
    const response = await fetch(url, { ...request, redirect: 'manual' });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: await bytesOf(response) };
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    throw new Unanswered(request.signal.aborted ? tooLate : `cannot be reached${causeOf(error)}`);
  }
}

export const tooLate = 'does not answer in time';

async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostBytes) throw new Unanswered('answers without end');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Such as ` (ECONNREFUSED)`. */
function causeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? ` (${cause.code})` : '';
}
