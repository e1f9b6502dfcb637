import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signStatement, type Statement, type StatementKind } from '@liaison/access-record';
import { formatPolicy, keyInMemory, newSeed, type KeyProvider } from '@liaison/transparency-log';
import { CommandLine, type Ran } from '../kit/command-line.js';

const key = keyInMemory('liaison.example/log', newSeed());
const stranger = keyInMemory(key.name, newSeed());
const base: Statement = {
  origin: key.name,
  record: '0199502e-1111-7222-8333-444455556666',
  digest: 'A'.repeat(43),
  at: new Date('2025-09-15T09:00:00Z'),
};
const line = new CommandLine('https://nobody.example');
const folder = mkdtempSync(join(tmpdir(), 'liaison-receipt-'));
const at = (name: string): string => join(folder, name);

beforeAll(() => writeFileSync(at('policy'), formatPolicy({ logs: [key], witnesses: [], threshold: 0 })));
afterAll(() => {
  line.close();
  rmSync(folder, { recursive: true });
});

async function note(kind: StatementKind, change: Partial<Statement> = {}, by: KeyProvider = key): Promise<string> {
  return Buffer.from(await signStatement(kind, { ...base, ...change }, [by])).toString();
}

const run = (text: string, ...more: readonly string[]): Promise<Ran> => {
  writeFileSync(at('receipt'), text);
  return line.run(['log', 'receipt', at('receipt'), ...more]);
};
const checked = (text: string): Promise<Ran> => run(text, '--policy', at('policy'));

it('a receipt that the log has signed is genuine, alone and in what the web client saved', async () => {
  const receipt = await note('receipt');
  const saved = `Receipt from the access log\nLost.\n\n${receipt}What the log said of it later:\n\n${await note('inclusion')}`;
  for (const text of [receipt, saved, `${saved}\n----\n\n${saved}`, saved.replaceAll('\n', '\r\n')]) {
    const ran = await checked(text);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain('Genuine');
    expect(ran.out).toContain(base.digest);
  }
});

it('two digests of one record contradict each other', async () => {
  const ran = await checked(`${await note('receipt')}\n${await note('inclusion', { digest: 'B'.repeat(43) })}`);
  expect(ran.exit).toBe(1);
  expect(ran.out).toContain('Contradiction');
});

it('a note by a stranger beside them hides no contradiction', async () => {
  const foreign = await note('receipt', {}, stranger);
  const ran = await checked(
    `${await note('receipt')}\n${await note('inclusion', { digest: 'B'.repeat(43) })}\n${foreign}`,
  );
  expect(ran.exit).toBe(1);
  expect(ran.out).toContain('Contradiction');
});

it.each([
  ['a stranger has signed', async () => note('receipt', {}, stranger), /unknown: no trusted key/],
  ['was changed', async () => (await note('receipt')).replace('AAAA', 'BAAA'), /forged/],
  [
    'is one of two of which the other was changed',
    async () => `${await note('receipt')}\n${(await note('inclusion')).replace('09:00', '10:00')}`,
    /forged/,
  ],
  [
    'holds one without its signature beside one that is good',
    async () => `${await note('receipt')}\n${(await note('receipt')).replace(/— .*\n/u, '')}`,
    /not everything here/,
  ],
  [
    'holds one with a line missing beside one that is good',
    async () => `${await note('receipt')}\n${(await note('inclusion')).replace(/A{43}\n/, '')}`,
    /not everything here/,
  ],
  [
    'has what is no note where the web client wrote down what the log said',
    async () => `Receipt from the access log\n\n${await note('receipt')}What the log said of it later:\n\nnone`,
    /not everything here/,
  ],
  [
    'has what is no note where the web client wrote down a receipt',
    async () => `Receipt from the access log\n\nnone\n----\n\nReceipt from the access log\n\n${await note('receipt')}`,
    /not everything here/,
  ],
  ['holds no receipt', async () => note('inclusion'), /there is no receipt/],
  ['is empty', async () => Promise.resolve(''), /there is no receipt/],
])('a file that %s is refused', async (_what, text, why) => {
  const ran = await checked(await text());
  expect(ran.exit).toBe(1);
  expect(ran.out + ran.err).toMatch(why);
});

it('without a policy whose key it is stays open', async () => {
  const ran = await run(await note('receipt'));
  expect(ran.exit).toBe(1);
  expect(ran.err).toContain('Unconfirmed');
});
