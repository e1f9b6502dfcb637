import { createHash } from 'node:crypto';

/** What can be wrong with an entry, and the field that the error names. */
const faults: readonly (readonly [field: string, entry: (good: Entry) => unknown])[] = [
  ['MD5', (good) => ({ ...good, MD5: 'not a digest' })],
  ['MD5', ({ MD5: _md5, SHA1: _sha1, ...rest }) => rest],
  ['SHA1', (good) => ({ ...good, SHA1: String(good.SHA1).slice(1) })],
  ['', () => 17],
  ['', () => ['a list']],
  ['IsDistributed', (good) => ({ ...good, IsDistributed: 'perhaps' })],
  ['Category', (good) => ({ ...good, Category: 'A' })],
  ['MediaSize', (good) => ({ ...good, MediaSize: -1 })],
  ['MimeType', (good) => ({ ...good, MimeType: 'picture' })],
  ['Series', (good) => ({ ...good, Series: 'S\u0007' })],
];

type Entry = Readonly<Record<string, unknown>>;

const digest = (algorithm: 'md5' | 'sha1', n: number): string =>
  createHash(algorithm).update(`entry ${n}`).digest('hex').toUpperCase();

const goodEntry = (n: number): Entry => ({
  MediaID: n,
  Category: n % 3,
  MD5: digest('md5', n),
  SHA1: digest('sha1', n),
  MediaSize: 4_938_058 + n,
  MimeType: n % 10 === 0 ? 'video/mp4' : 'image/jpeg',
  Series: `S-${n % 5}`,
  IsPrecategorized: 'true',
  Tags: '',
  Comments: 'free text that must be dropped CANARY-COMMENT',
  DateUpdated: '2025-06-17T02:00:00Z',
  MediaFiles: [{ MD5: digest('md5', -n), FileName: `CANARY-${n}.bin`, FilePath: `C:\\CANARY\\${n}` }],
});

export interface BadEntry {
  readonly place: string;
  readonly field: string;
}

/** A manifest of one case with many entries, some of them bad at known places. */
export class LargeManifest {
  readonly bad: readonly BadEntry[];
  private readonly faultAt: ReadonlyMap<number, (typeof faults)[number]>;

  constructor(
    readonly entries: number,
    badOnes: number,
  ) {
    const every = Math.floor(entries / badOnes);
    const chosen = Array.from({ length: badOnes }, (_, k) => [k * every + (k % 7), faults[k % faults.length]] as const);
    this.faultAt = new Map(chosen.flatMap(([n, fault]) => (fault ? [[n, fault]] : [])));
    this.bad = [...this.faultAt].map(([n, [field]]) => ({ place: `value[0].Media[${n}]`, field }));
  }

  /** Made while it is sent; never in memory as a whole. */
  stream(): ReadableStream<Uint8Array> {
    return ReadableStream.from(this.pieces());
  }

  private async *pieces(): AsyncGenerator<Uint8Array> {
    const context = 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/NL/$metadata#Cases';
    yield Buffer.from(
      `{"@odata.context":"${context}","value":[{"CaseNumber":"NL-LARGE","ContactOrganization":"NL","Media":[`,
    );
    for (let from = 0; from < this.entries; from += 500) yield await Promise.resolve(Buffer.from(this.piece(from)));
    yield Buffer.from(']}]}');
  }

  private piece(from: number): string {
    const numbers = Array.from({ length: Math.min(500, this.entries - from) }, (_, k) => from + k);
    const texts = numbers.map((n) => JSON.stringify(this.faultAt.get(n)?.[1](goodEntry(n)) ?? goodEntry(n)));
    return (from === 0 ? '' : ',') + texts.join(',');
  }
}
