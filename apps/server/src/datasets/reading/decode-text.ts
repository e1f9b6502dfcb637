import { headBytes, refuseMaterial } from './refuse-material.js';
import { Unreadable } from './unreadable.js';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'windows-1252';

type Decode = (piece?: Buffer) => string;

/**
 * Bytes to text, piece by piece. The encoding is found out: a byte order mark, the NUL bytes of UTF-16, else UTF-8,
 * and windows-1252 when the first bytes beyond ASCII are no UTF-8.
 */
export class TextDecoding {
  encoding: Encoding = 'UTF-8';
  private decode: Decode | null = null;
  private readBytes = 0;

  constructor(head: Buffer) {
    const beginning = head.subarray(0, headBytes);
    refuseMaterial(beginning);
    const sure = markedEncoding(beginning);
    if (sure) this.settle(sure);
  }

  push(piece: Buffer): string {
    if (!this.decode && piece.some((byte) => byte > 0x7f)) this.settle(looksLikeUtf8(piece) ? 'UTF-8' : 'windows-1252');
    const decoded = this.decode ? this.attempt(this.decode, piece) : piece.toString('latin1');
    this.readBytes += piece.length;
    return decoded;
  }

  end(): string {
    return this.decode ? this.attempt(this.decode) : '';
  }

  private settle(encoding: Encoding): void {
    this.encoding = encoding;
    const decoder = new TextDecoder(encoding, { fatal: true });
    this.decode = (piece) => decoder.decode(piece, { stream: piece !== undefined });
  }

  private attempt(decode: Decode, piece?: Buffer): string {
    try {
      return decode(piece);
    } catch {
      const place = `near byte ${this.readBytes}`;
      throw new Unreadable(`The text is not valid ${this.encoding}. Save it again as UTF-8 and send that.`, place);
    }
  }
}

function markedEncoding(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'UTF-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE';
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16BE';
  if (!head.includes(0)) return null;
  return head.subarray(0, 64).filter((byte, index) => byte === 0 && index % 2 === 1).length > 0
    ? 'UTF-16LE'
    : 'UTF-16BE';
}

/** Valid but perhaps for a character that the piece's end cuts in two. */
function looksLikeUtf8(piece: Buffer): boolean {
  try {
    new TextDecoder('UTF-8', { fatal: true }).decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export interface DecodedPiece {
  readonly text: string;
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

/** The decoded pieces of a byte stream, none longer than asked. Reads on only when asked for more. */
export async function* decodeText(
  bytes: AsyncIterable<Buffer>,
  onEncoding: (encoding: Encoding) => void,
  pieceBytes = 16 * 1024,
): AsyncGenerator<DecodedPiece> {
  let decoding: TextDecoding | null = null;
  let read = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (!decoding) {
      head = Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
    }
    const ready: Buffer = decoding ? chunk : head;
    decoding ??= new TextDecoding(head);
    for (let at = 0; at < ready.length; at += pieceBytes) {
      const piece = ready.subarray(at, at + pieceBytes);
      read += piece.length;
      yield { text: decoding.push(piece), bytes: read };
    }
  }
  const last = decoding ?? new TextDecoding(head);
  const rest = (decoding ? '' : last.push(head)) + last.end();
  onEncoding(last.encoding);
  yield { text: rest, bytes: decoding ? read : head.length };
}
