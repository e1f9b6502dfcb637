import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from './decode-text.js';
import { Dropped, type Findings, type FoundDigest, type FoundRow, type OriginOf } from './findings.js';
import { readVics } from './read-vics.js';
import { Unreadable } from './unreadable.js';

const originOf: OriginOf = (text) =>
  text !== null && /^[A-Z]{2}$/.test(text)
    ? { id: `agency-${text}` }
    : { field: 'origin', reason: 'unknown', mend: 'choose' };
const md5 = 'a'.repeat(32);
const context = 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases';

interface Whole {
  readonly rows: FoundRow[];
  readonly digests: FoundDigest[];
  readonly entries: number;
  readonly dropped: Readonly<Record<string, number>>;
}

async function read(file: Buffer | string, options: { reference?: string; pieceBytes?: number } = {}): Promise<Whole> {
  const dropped = new Dropped();
  const bytes = (async function* () {
    yield Buffer.from(file);
  })();
  const found: Findings[] = [];
  const pieces = decodeText(bytes, () => undefined, options.pieceBytes);
  for await (const part of readVics(pieces, {
    originOf,
    reference: options.reference ?? null,
    dropped,
    onBytes: () => undefined,
  }))
    found.push(part);
  return {
    rows: found.flatMap((part) => part.rows),
    digests: found.flatMap((part) => part.digests),
    entries: found.reduce((sum, part) => sum + part.entries, 0),
    dropped: dropped.toJSON(),
  };
}

const manifest = (media: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    '@odata.context': context,
    value: [{ CaseNumber: 'NL-1', ContactOrganization: 'NL', ...more, Media: media }],
  });

describe('a VICS 2.0 manifest', () => {
  it('gives one dataset a case, with counts, series, flags and digests, and nothing that is to be dropped', async () => {
    const found = await read(readFileSync(join(process.cwd(), 'samples/manifest-vics-2.0.json')));
    expect(found.rows).toHaveLength(12);
    expect(found.rows[0]).toMatchObject({
      row: 1,
      place: 'value[0]',
      errors: [],
      cells: { reference: 'RO-2025-2733', items: '50', ContactOrganization: 'RO' },
      kept: {
        aliases: [
          { scheme: 'case-number', value: 'RO-2025-2733' },
          { scheme: 'case-id', value: '0252f38d-df50-44d6-a9ae-0969cfea1341' },
        ],
        origin: 'agency-RO',
        content: {
          series: 'RO-S248',
          items: 50,
          flags: ['VictimIdentified', 'OffenderIdentified', 'IsDistributed', 'IsPrecategorized'],
        },
      },
    });
    expect(found.entries).toBe(600);
    expect(found.digests).toHaveLength(1200);
    expect(found.dropped).toMatchObject({ MediaFiles: 600, Comments: 141, Tags: 600, Category: 600, ContactName: 12 });
    expect(JSON.stringify(found)).not.toContain('CANARY');
  });

  it('counts images and videos by media type, and reads booleans written as text', async () => {
    const found = await read(
      manifest([
        { MD5: md5, MimeType: 'image/jpeg', IsSuspected: true },
        { SHA1: 'b'.repeat(40), MimeType: 'video/mp4', IsDistributed: 'True', VictimIdentified: 'false' },
        { MD5: md5.toUpperCase(), MimeType: null, IsSuspected: '', Series: null },
      ]),
    );
    expect(found.rows[0]?.kept?.content).toMatchObject({
      items: 3,
      images: 1,
      videos: 1,
      flags: ['IsDistributed', 'IsSuspected'],
    });
    expect(found.digests.map((digest) => digest.algorithm)).toEqual(['MD5', 'SHA1', 'MD5']);
  });

  it('names place, field, reason and mend of each bad entry, and goes on', async () => {
    const found = await read(
      manifest([
        { MD5: 'xyz' },
        { MD5: md5 },
        {},
        7,
        { MD5: md5, IsDistributed: 'maybe' },
        [1],
        { MD5: md5, Category: 'A' },
        { MD5: md5, MediaSize: -1 },
      ]),
    );
    const errors = found.rows.filter((row) => row.errors.length > 0);
    expect(errors.map((row) => [row.place, row.errors[0]?.field])).toEqual([
      ['value[0].Media[0]', 'MD5'],
      ['value[0].Media[2]', 'MD5'],
      ['value[0].Media[3]', ''],
      ['value[0].Media[4]', 'IsDistributed'],
      ['value[0].Media[5]', ''],
      ['value[0].Media[6]', 'Category'],
      ['value[0].Media[7]', 'MediaSize'],
    ]);
    expect(errors.every((row) => row.errors.every((error) => error.reason !== '' && error.mend !== ''))).toBe(true);
    expect(found.rows.at(-1)?.kept?.content.items).toBe(1);
  });

  it('never shows the value of a bad field', async () => {
    const found = await read(manifest([{ MD5: 'CANARY-VALUE', MediaID: 'C:\\CANARY' }]));
    expect(JSON.stringify(found)).not.toContain('CANARY');
  });

  it('takes the envelope of 1.3, in which the fields of a case follow its media', async () => {
    const file = {
      'odata.metadata': 'http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Cases',
      value: [
        {
          'odata.id': '',
          'Media@odata.navigationLinkUrl': '',
          Media: [
            {
              MD5: md5,
              SHA1: '',
              VictimIdentified: null,
              Series: null,
              MediaFiles: [{ FilePath: 'CANARY' }],
              Miniature: 'CANARY',
            },
          ],
          CaseID: '',
          CaseNumber: 'FR-7',
          ContactOrganization: 'FR',
          ContactPhone: 'CANARY',
        },
      ],
    };
    const found = await read(`\uFEFF${JSON.stringify(file)}`);
    expect(found.rows[0]?.kept).toMatchObject({
      origin: 'agency-FR',
      content: { items: 1 },
      aliases: [{ scheme: 'case-number', value: 'FR-7' }],
    });
    expect(found.dropped).toEqual({ MediaFiles: 1, Miniature: 1, ContactPhone: 1 });
    expect(JSON.stringify(found)).not.toContain('CANARY');
  });

  it('makes one dataset of a bare list of media, under the name that the person gives', async () => {
    const file = JSON.stringify({
      '@odata.context': context,
      value: [
        { MediaID: 1, MD5: md5 },
        { MediaID: 2, MD5: 'no' },
      ],
    });
    const named = await read(file, { reference: 'BOX-12' });
    expect(named.rows.map((row) => row.errors.length)).toEqual([1, 1]);
    const unnamed = await read(file);
    expect(unnamed.rows.at(-1)?.errors[0]?.field).toBe('reference');
  });

  it('reads the same whatever the pieces are', async () => {
    const file = readFileSync(join(process.cwd(), 'samples/manifest-vics-2.0.json')).subarray(0, 60_000);
    const cut = Buffer.concat([file.subarray(0, file.lastIndexOf('{"MediaID"') - 1), Buffer.from(']}]}')]);
    const whole = await read(cut);
    expect(await read(cut, { pieceBytes: 7 })).toEqual(whole);
    expect(whole.digests.length).toBeGreaterThan(100);
  });

  it('costs little however long a text is', async () => {
    const found = await read(manifest([{ MD5: md5, Thumbnail: 'A'.repeat(8_000_000) }, { MD5: 'B'.repeat(5_000) }]));
    expect(found.dropped.Thumbnail).toBe(1);
    expect(found.rows[0]?.errors[0]?.field).toBe('MD5');
  });
});

describe('what is no manifest', () => {
  const refusals: readonly [string, string | Buffer][] = [
    ['a file cut off', manifest([{ MD5: md5 }]).slice(0, -5)],
    ['a file cut off in a word', manifest([{ MD5: md5 }]).slice(0, -40)],
    ['an empty file', ''],
    ['broken JSON', manifest([{ MD5: md5 }]).replace('"MD5"', '"MD5')],
    ['something after the end', `${manifest([{ MD5: md5 }])}{}`],
    ['a list without an envelope', '[{"MD5":"x"}]'],
    ['a value that is no list', '{"value":3}'],
    ['no value at all', '{"a":1}'],
    ['a table', 'Reference;Origin\n1;NL\n'],
    ['nesting without end', '['.repeat(100_000)],
    ['nesting inside a field', `{"value":[{"Media":[{"x":${'['.repeat(5_000)}`],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004----')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['bad UTF-8', Buffer.concat([Buffer.from('{"value":["é'), Buffer.from([0xc3, 0x28])])],
  ];

  it.each(refusals)('refuses %s, with the place', async (_what, file) => {
    await expect(read(file)).rejects.toThrow(Unreadable);
  });
});
