import { sampleExtract } from '../../../test/kit/extract-sample.js';
import { pack, unpack } from './container.js';
import { formatLine, linesOf, parseLine, type Line } from './line.js';
import { verifyExtract } from './verify.js';

/** The extract with one line changed, and its list of contents left as it was. */
async function changed(
  n: number,
  change: (line: Line) => Partial<Line>,
  erased: readonly number[],
  left: readonly string[] = [],
) {
  const { bytes, policy } = await sampleExtract({ erased, left });
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
  // All of an own record but two.
  const left = ['operation', 'compartment', 'person', 'agency', 'role', 'session', 'subjectAgencies', 'overseers'];
  const genuine = await changed(9, () => ({}), [9], left);
  expect(genuine).toMatchObject({ outcome: 'clean', faults: [] });
  // Without its agency it looks like another agency's, of which two would be missing here.
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
