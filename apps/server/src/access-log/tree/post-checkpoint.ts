/** More than a witness has to say: a few signatures, or a size. */
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

/** `POST <prefix>/add-checkpoint` (C2SP tlog-witness). Nothing leads to another address, and no answer grows endless. */
export async function postCheckpoint(prefix: string, body: string, signal: AbortSignal): Promise<Reply> {
  try {
    const response = await fetch(`${prefix.replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Accept-Encoding': 'identity' },
      redirect: 'manual',
      signal,
    });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: await bytesOf(response) };
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    throw new Unanswered(signal.aborted ? 'does not answer in time' : `cannot be reached${causeOf(error)}`);
  }
}

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
