import { newId } from '@liaison/domain';
import { sampleExtract } from '../../../test/kit/extract-sample.js';
import { pack, unpack } from './container.js';
import { formatLine, linesOf, parseLine, type Line } from './line.js';
import { verifyExtract } from './verify.js';

const agency = newId();

/** The fields that a record shows of which nothing was erased. */
async function shownOf(n: number): Promise<readonly string[]> {
  const { files } = unpack((await sampleExtract({ agency })).bytes);
  const lines = linesOf(files['records.jsonl']).map(parseLine);
  return Object.keys(lines.find((line) => line.n === n)?.disclosed ?? {});
}

/** The extract with one line changed, and its list of contents left as it was. */
async function changed(
  n: number,
  change: (line: Line) => Partial<Line>,
  erased: readonly number[],
  left: readonly string[] = [],
) {
  const { bytes, policy } = await sampleExtract({ agency, erased, left });
  const files = unpack(bytes).files;
  const lines = linesOf(files['records.jsonl']).map(parseLine);
  const records = Buffer.concat(lines.map((line) => formatLine(line.n === n ? { ...line, ...change(line) } : line)));
  return verifyExtract(Buffer.concat([...pack({ ...files, 'records.jsonl': records })]), policy);
}

it('an extract of which records were erased before it was made is clean, and says which', async () => {
  const { bytes, policy } = await sampleExtract({ erased: [9, 12] });
  const { outcome, faults, records } = verifyExtract(bytes, policy);
  expect({ outcome, faults }).toEqual({ outcome: 'clean', faults: [] });
  const erased = records.filter((one) => one.erased > 0);
  expect(erased.map(({ n, shown }) => [n, shown])).toEqual([
    [9, {}],
    [12, {}],
  ]);
  expect(erased.every(({ entry }) => entry !== null)).toBe(true);
});

it('nobody leaves out others of a record of which some were erased, however many', async () => {
  const left = (await shownOf(9)).filter((name) => name !== 'address' && name !== 'ground');
  const genuine = await changed(9, () => ({}), [9], left);
  expect(genuine).toMatchObject({ outcome: 'clean', faults: [] });
  // Without its agency it looks like another agency's, and of such a one two are missing here as well.
  const few = ({ disclosed: { operation, person, role } }: Line) =>
    ({ disclosed: { operation, person, role } }) as Partial<Line>;
  const { faults } = await changed(9, few, [9], left);
  expect(faults.map(({ kind, where }) => `${kind} ${where}`)).toContain('undisclosed record 9');
});

it('nobody leaves out more afterwards', async () => {
  const { outcome, faults } = await changed(10, () => ({ disclosed: {} }), [9]);
  expect(outcome).toBe('refused');
  expect(faults.map(({ kind, where }) => `${kind} ${where}`)).toEqual(
    expect.arrayContaining(['erased record 9', 'erased record 10']),
  );
});
