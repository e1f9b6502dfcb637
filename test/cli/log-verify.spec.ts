import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line, Report } from '@liaison/access-extract';
import { unzipSync } from 'fflate';
import { formatPolicy, keyInMemory, newSeed } from '@liaison/transparency-log';
import { CommandLine, type Ran } from '../kit/command-line.js';
import { sampleExtract, type Sample } from '../kit/extract-sample.js';
import { seeded } from '../kit/mutate.js';

// Nobody listens there: what is checked here needs no server.
const line = new CommandLine('http://127.0.0.1:9');
const folder = mkdtempSync(join(tmpdir(), 'liaison-extract-'));
const path = (name: string): string => join(folder, name);
let sample: Sample;

beforeAll(async () => {
  sample = await sampleExtract();
  writeFileSync(path('policy'), formatPolicy(sample.policy));
});
afterAll(() => {
  line.close();
  rmSync(folder, { recursive: true });
});

function verify(bytes: Uint8Array, ...more: readonly string[]): Promise<Ran> {
  writeFileSync(path('extract.zip'), bytes);
  return line.run(['log', 'verify', path('extract.zip'), ...more]);
}

describe('liaison log verify', () => {
  it('of a genuine extract ends with 0 and says whose records of when it holds', async () => {
    const ran = await verify(sample.bytes, '--policy', path('policy'));
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain('Clean');
    expect(ran.out).toContain(sample.agency);
    expect(ran.out).toContain('2026-03-02T08:06:00.000Z until 2026-03-02T08:26:00.000Z');
    expect(ran.out).toContain('witness.example/nl, witness.example/fr');
  });

  it('as JSON tells every record with its fields', async () => {
    const ran = await verify(sample.bytes, '--policy', path('policy'), '--json');
    const report = JSON.parse(ran.out) as Report;
    expect(report).toMatchObject({ outcome: 'clean', faults: [], around: 6 });
    expect(report.records).toHaveLength(20);
    expect(report.records[0]).toMatchObject({ record: { act: 'dataset.view' }, shown: { agency: sample.agency } });
  });

  it('without one’s own policy ends with 1 and shows the key to compare', async () => {
    const ran = await verify(sample.bytes);
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain('Unconfirmed');
    expect(ran.out).toContain('liaison.example/log+');
  });

  it('refuses it under another key, and names the fault', async () => {
    const logs = [keyInMemory('liaison.example/log', newSeed())];
    writeFileSync(path('other'), formatPolicy({ ...sample.policy, logs }));
    const ran = await verify(sample.bytes, '--policy', path('other'));
    expect(ran.exit).toBe(1);
    expect(ran.out).toMatch(/unknown +checkpoint +no trusted key of the log has signed/);
  });

  it('refuses it with any byte changed, wherever that is', async () => {
    const random = seeded(4);
    for (let round = 0; round < 40; round += 1) {
      const place = Math.floor(random() * sample.bytes.length);
      const changed = Uint8Array.from(sample.bytes, (byte, at) => (at === place ? byte ^ 1 : byte));
      const ran = await verify(changed, '--policy', path('policy'));
      expect(ran.exit).toBe(1);
      expect(ran.out).toContain('Refused');
    }
  });

  it('names the file and the record that a changed byte hit', async () => {
    const files = Object.entries(unzipSync(sample.bytes));
    const hit = async (at: number): Promise<string> => {
      const changed = Uint8Array.from(sample.bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
      return (await verify(changed, '--policy', path('policy'))).out;
    };
    for (const [name, bytes] of files)
      expect(await hit(sample.bytes.indexOf(bytes) + (bytes.length >> 1))).toContain(
        `Refused: do not rely on this extract.\nThe file ${name} was changed after the extract was made.`,
      );
    const lines = Buffer.from(unzipSync(sample.bytes)['records.jsonl'] ?? '').toString();
    for (const line of lines.split('\n').slice(3, 6)) {
      const start = sample.bytes.indexOf(line);
      // In a value, in the record's own text, and where the line cannot be read any more.
      for (const place of [start + line.indexOf('"value":"') + 9, start + line.indexOf('\\"act\\":') + 10, start])
        expect(await hit(place)).toMatch(
          new RegExp(
            `The file records.jsonl was changed after the extract was made.\nRecord ${(JSON.parse(line) as Line).n} is not what the access log holds.`,
          ),
        );
    }
  });

  it('says what is wrong with a file that is none', async () => {
    expect((await verify(Buffer.from('no zip'), '--policy', path('policy'))).out).toContain(
      'is no zip, or a damaged one',
    );
    const absent = await line.run(['log', 'verify', path('absent.zip')]);
    expect(absent).toMatchObject({ exit: 1 });
    expect(absent.err).toContain('is not there');
    const noPolicy = await verify(sample.bytes, '--policy', path('extract.zip'));
    expect(noPolicy.exit).toBe(1);
    expect(noPolicy.err).toContain('malformed');
  });
});
