import { Unreadable } from './unreadable.js';

type Signature = readonly [kind: string, at: number, bytes: readonly number[]];

const text = (word: string): readonly number[] => [...Buffer.from(word, 'latin1')];

const signatures: readonly Signature[] = [
  ['an image (PNG)', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['an image (JPEG)', 0, [0xff, 0xd8, 0xff]],
  ['an image (GIF)', 0, text('GIF8')],
  ['an image (TIFF)', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['an image (TIFF)', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['an image (WebP)', 8, text('WEBP')],
  ['an image (JPEG XL)', 0, [0xff, 0x0a]],
  ['an image (JPEG 2000)', 0, [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50]],
  ['an image (PSD)', 0, text('8BPS')],
  ['an image or a video (MPEG-4 family)', 4, text('ftyp')],
  ['a video (AVI)', 8, text('AVI ')],
  ['a video (Matroska)', 0, [0x1a, 0x45, 0xdf, 0xa3]],
  ['a video (MPEG)', 0, [0x00, 0x00, 0x01, 0xba]],
  ['a video (MPEG)', 0, [0x00, 0x00, 0x01, 0xb3]],
  ['a video (Flash)', 0, [0x46, 0x4c, 0x56, 0x01]],
  ['a video (Windows Media)', 0, [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66]],
  ['a sound file', 0, text('ID3')],
  ['a sound file', 0, text('OggS')],
  ['a sound file', 8, text('WAVE')],
  ['an archive (ZIP) or an office document', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['an archive (ZIP)', 0, [0x50, 0x4b, 0x05, 0x06]],
  ['an archive (gzip)', 0, [0x1f, 0x8b]],
  ['an archive (bzip2)', 0, text('BZh')],
  ['an archive (xz)', 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['an archive (7z)', 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['an archive (RAR)', 0, text('Rar!')],
  ['an archive (zstd)', 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ['an archive (tar)', 257, text('ustar')],
  ['a document (PDF)', 0, text('%PDF')],
  ['an office document', 0, [0xd0, 0xcf, 0x11, 0xe0]],
  ['a database file', 0, text('SQLite format 3')],
  ['a program', 0, [0x7f, 0x45, 0x4c, 0x46]],
];

/** Bytes that are enough to tell. */
export const headBytes = 512;

/** Refuses what is no text by its first bytes, whatever it is called: Liaison never holds material. */
export function refuseMaterial(head: Buffer): void {
  const kind = kindOf(head);
  if (kind)
    throw new Unreadable(
      `This is ${kind}. Liaison takes no images, videos, archives or documents, only registers and manifests as CSV or VICS JSON.`,
    );
}

function kindOf(head: Buffer): string | null {
  const found = signatures.find(([, at, bytes]) => bytes.every((byte, index) => head[at + index] === byte));
  if (found) return found[0];
  if (isBitmap(head)) return 'an image (BMP)';
  return isBinary(head) ? 'a binary file' : null;
}

/** `BM` could begin a word; the four reserved bytes of a bitmap's header could not. */
const isBitmap = (head: Buffer): boolean =>
  head.length > 10 && head.toString('latin1', 0, 2) === 'BM' && head.readUInt32LE(6) === 0;

/** Text has no NUL but for UTF-16, where every second byte of Latin text is one. */
function isBinary(head: Buffer): boolean {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (isUtf16 || !head.includes(0)) return false;
  const nulls = [0, 1].map((parity) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length);
  const [even = 0, odd = 0] = nulls;
  return Math.min(even, odd) > 0 || Math.max(even, odd) < head.length / 4;
}
