import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportMapping } from '@liaison/contracts';
import type { CsvDialect } from './csv-dialect.js';
import { decodeText, type Encoding } from './decode-text.js';
import { Dropped, type FoundDigest, type FoundRow, type OriginOf } from './findings.js';
import { inspect } from './inspect.js';
import { readCsv } from './read-csv.js';
import { Unreadable } from './unreadable.js';

const codes = 'AT AU BE CA CH CZ DE DK ES EUROPOL FI FR GB HU IE INTERPOL IT NL NO PL PT RO SE US'.split(' ');
const originOf: OriginOf = (text) =>
  text !== null && codes.includes(text) ? { id: text } : { field: 'origin', reason: 'unknown', mend: 'choose' };
const help = { kept: null, codeOf: (word: string) => (codes.includes(word) ? word : null) };

const plain: ImportMapping = {
  columns: {
    Reference: 'reference',
    Origin: 'origin',
    Images: 'images',
    Received: 'receivedOn',
    Note: 'note',
    Known: 'known',
  },
  words: {},
};

interface Whole {
  readonly rows: FoundRow[];
  readonly digests: FoundDigest[];
  readonly dropped: Readonly<Record<string, number>>;
  readonly dialect: CsvDialect | null;
  readonly encoding: Encoding | null;
}

async function read(
  file: Buffer | string,
  mapping: ImportMapping = onlyThere(file),
  pieceBytes?: number,
): Promise<Whole> {
  const dropped = new Dropped();
  let dialect: CsvDialect | null = null;
  let encoding: Encoding | null = null;
  const bytes = (async function* () {
    yield Buffer.from(file);
  })();
  const rows: FoundRow[] = [];
  const digests: FoundDigest[] = [];
  const pieces = decodeText(bytes, (found) => (encoding = found), pieceBytes);
  const reading = {
    mapping,
    originOf,
    dropped,
    onBytes: () => undefined,
    onDialect: (found: CsvDialect) => (dialect = found),
  };
  for await (const part of readCsv(pieces, reading)) {
    rows.push(...part.rows);
    digests.push(...part.digests);
  }
  return { rows, digests, dropped: dropped.toJSON(), dialect, encoding };
}

/** The plain mapping of those columns that the file's first line names. */
function onlyThere(file: Buffer | string): ImportMapping {
  const first = file.toString().split(/\r?\n/)[0] ?? '';
  return {
    columns: Object.fromEntries(Object.entries(plain.columns).filter(([name]) => first.includes(name))),
    words: {},
  };
}

const mappingFrom = (head: Buffer): ImportMapping => {
  const { columns } = inspect(head, help);
  return { columns: Object.fromEntries(columns.map((column) => [column.name, column.field])), words: {} };
};

describe('a register as an agency keeps it', () => {
  const file = readFileSync(join(process.cwd(), 'samples/registry.csv'));

  it('is understood with the suggestions alone', async () => {
    const found = await read(file, mappingFrom(file));
    expect(found.rows).toHaveLength(312);
    expect(found.rows.flatMap((row) => row.errors)).toEqual([]);
    expect(found.rows[0]?.kept).toEqual({
      aliases: [{ scheme: 'reference', value: 'CH/VID/2025/0001' }],
      origin: 'CH',
      status: 'triaged',
      content: {
        series: 'S-5782',
        receivedOn: '2025-06-03',
        images: 3806,
        videos: 16,
        known: 'known_unidentified',
        age: 'recent',
        priority: 'high',
        note: 'receipt with a partial street name',
      },
    });
    expect(found.rows[1]?.kept?.content.note).toBe('outdoor, vegetation of the north');
    expect(new Set(found.rows.map((row) => row.kept?.origin)).size).toBe(24);
  });

  it('is inspected: encoding, delimiter, columns, samples, words and what they seem to mean', () => {
    const seen = inspect(file.subarray(0, 4096), help);
    expect(seen).toMatchObject({ format: 'csv', encoding: 'UTF-8', delimiter: ';', bare: false });
    expect(seen.columns.map((column) => [column.name, column.field])).toEqual([
      ['Reference', 'reference'],
      ['Series', 'series'],
      ['Origin', 'origin'],
      ['Received', 'receivedOn'],
      ['Images', 'images'],
      ['Videos', 'videos'],
      ['Known', 'known'],
      ['Age', 'age'],
      ['Status', 'status'],
      ['Priority', 'priority'],
      ['Note', 'note'],
    ]);
    expect(seen.columns.find((column) => column.name === 'Age')?.words).toEqual([
      { word: 'recent', value: 'recent' },
      { word: 'cold case', value: 'cold_case' },
    ]);
  });

  it('drops the columns that are not mapped unread, and counts them', async () => {
    const columns = { Reference: 'reference', Origin: 'origin', Series: null } as const;
    const found = await read(file, { columns, words: {} });
    expect(found.dropped).toMatchObject({ Note: 312, Images: 312 });
    expect(found.dropped.Series).toBeGreaterThan(100);
    expect(JSON.stringify(found.rows)).not.toContain('street name');
  });

  it('reads the same whatever the pieces are', async () => {
    const mapping = mappingFrom(file);
    expect(await read(file, mapping, 11)).toEqual(await read(file, mapping));
  });
});

describe('dialects', () => {
  const cells = [
    ['Reference', 'Origin', 'Note'],
    ['A-1', 'NL', 'Groß, été'],
    ['A-2', 'FR', 'one; two, three'],
  ];
  const write = (delimiter: string): string =>
    cells.map((row) => row.map((cell) => (/[;,\t|]/.test(cell) ? `"${cell}"` : cell)).join(delimiter)).join('\r\n');

  it.each([',', ';', '\t', '|'])('finds out the delimiter %j', async (delimiter) => {
    const found = await read(write(delimiter));
    expect(found.dialect?.delimiter).toBe(delimiter);
    expect(found.rows.map((row) => row.kept?.content.note)).toEqual(['Groß, été', 'one; two, three']);
  });

  const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  const encodings: readonly [Encoding, string, Buffer][] = [
    ['UTF-8', 'with a byte order mark', Buffer.from(`\uFEFF${write(';')}`)],
    ['UTF-8', 'without one', Buffer.from(write(';'))],
    ['UTF-16LE', 'with a byte order mark', Buffer.from(`\uFEFF${write(';')}`, 'utf16le')],
    ['UTF-16LE', 'without one', Buffer.from(write(';'), 'utf16le')],
    ['UTF-16BE', 'with a byte order mark', utf16be(`\uFEFF${write(';')}`)],
    ['windows-1252', '', Buffer.from(write(';'), 'latin1')],
  ];
  it.each(encodings)('finds out the encoding %s %s', async (encoding, _mark, file) => {
    for (const pieceBytes of [3, 16_384]) {
      const found = await read(
        file,
        { columns: { Reference: 'reference', Origin: 'origin', Note: 'note' }, words: {} },
        pieceBytes,
      );
      expect(found.encoding).toBe(encoding);
      expect(found.rows[0]?.kept?.content.note).toBe('Groß, été');
    }
  });

  it('numbers the columns of a table without a header', async () => {
    const found = await read('X-1;NL;12\nX-2;FR;13\n', {
      columns: { 'Column 1': 'reference', 'Column 2': 'origin' },
      words: {},
    });
    expect(found.rows.map((row) => [row.place, row.kept?.origin])).toEqual([
      ['line 1', 'NL'],
      ['line 2', 'FR'],
    ]);
  });
});

describe('rows with something wrong', () => {
  const reasons = async (line: string, header = 'Reference;Origin;Images;Received;Note;Known'): Promise<string[]> =>
    (await read(`${header}\nOK-1;NL;1;2025-01-31;;unknown\n${line}\n`)).rows[1]?.errors.map((error) => error.field) ??
    [];

  const rows: readonly [string, string, string[]][] = [
    ['an unknown origin', 'A;ZZ;1;;;', ['origin']],
    ['no origin', 'A;;1;;;', ['origin']],
    ['no reference', ';NL;1;;;', ['reference']],
    ['a negative count', 'A;NL;-1;;;', ['images']],
    ['a count with decimals', 'A;NL;1.5;;;', ['images']],
    ['a day that is none', 'A;NL;1;2025-02-30;;', ['receivedOn']],
    ['a date to be read in two ways', 'A;NL;1;03/06/2025;;', ['receivedOn']],
    ['a word without a meaning', 'A;NL;1;;;perhaps', ['known']],
    ['a control character', 'A;NL;1;;be\u0007ll;', ['note']],
    ['a bidirectional character', 'A\u202Ea;NL;1;;;', ['reference']],
    ['too many cells', 'A;NL;1;;;unknown;9;9', ['']],
    ['a reference that the file has before', 'ok-1;NL;1;;;', ['reference']],
    ['three things at once', ';ZZ;x;;;', ['images', 'origin', 'reference']],
  ];
  it.each(rows)('names %s', async (_what, line, fields) => {
    expect((await reasons(line)).sort()).toEqual([...fields].sort());
  });

  it('takes counts with thousands and dates as people write them', async () => {
    const found = await read(
      'Reference;Origin;Images;Received\nA;NL;3 806;31.01.2025\nB;NL;12.345;28/02/2025\nC;NL;"1,234,567";2/28/2025\n',
    );
    expect(found.rows.map((row) => [row.kept?.content.images, row.kept?.content.receivedOn])).toEqual([
      [3806, '2025-01-31'],
      [12345, '2025-02-28'],
      [1234567, '2025-02-28'],
    ]);
  });

  it('places a row by its first line, also after cells with line ends', async () => {
    const found = await read('Reference;Origin;Note\nA;NL;"one\ntwo"\nB;ZZ;x\n');
    expect(found.rows.map((row) => row.place)).toEqual(['line 2', 'line 4']);
  });

  it('maps words as the person says', async () => {
    const columns = { Reference: 'reference', Origin: 'origin', Known: 'known' } as const;
    const words = { known: { bekend: 'known_identified' }, origin: { Politie: 'NL' } };
    const found = await read('Reference;Origin;Known\nA;Politie;bekend\n', { columns, words });
    expect(found.rows[0]?.kept).toMatchObject({ origin: 'NL', content: { known: 'known_identified' } });
  });

  it('reads flags and digests by column', async () => {
    const columns = {
      ID: 'reference',
      Origin: 'origin',
      'Is distributed': 'IsDistributed',
      Flags: 'flags',
      MD5: 'md5',
    } as const;
    const found = await read(
      `ID;Origin;Is distributed;Flags;MD5\nA;NL;1;IsSuspected, VictimIdentified;${'A'.repeat(32)}\n`,
      { columns, words: {} },
    );
    expect(found.rows[0]?.kept?.content.flags).toEqual(['VictimIdentified', 'IsDistributed', 'IsSuspected']);
    expect(found.digests).toEqual([{ row: 1, algorithm: 'MD5', hex: 'a'.repeat(32) }]);
  });
});

describe('what is no table', () => {
  const refusals: readonly [string, string | Buffer][] = [
    ['a quote never closed', `Reference;Origin\n"A;NL\n${'x;y\n'.repeat(20)}`],
    ['text after a closing quote', 'Reference;Origin\n"A"b;NL\n'],
    ['an empty file', ''],
    ['an image', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004\u0014\u0000')],
    ['binary data', Buffer.from([1, 2, 0, 0, 0, 7, 8, 9, 0, 1, 0, 0, 3])],
    [
      'bytes that stop being UTF-8',
      Buffer.concat([Buffer.from(`Reference;Origin\né;NL\n${'a;NL\n'.repeat(9_000)}`), Buffer.from([0xff, 10])]),
    ],
    ['a row without end', `Reference;Origin\nA;"${'x'.repeat(400_000)}`],
  ];
  it.each(refusals)('refuses %s', async (_what, file) => {
    await expect(read(file)).rejects.toThrow(Unreadable);
  });

  it('refuses a mapping of columns that the file does not have', async () => {
    await expect(read('Other;Origin\nA;NL\n', { columns: { Reference: 'reference' }, words: {} })).rejects.toThrow(
      /mapping/,
    );
  });
});
