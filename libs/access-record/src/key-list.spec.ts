import { keyInMemory, parseNote, formatNote } from '@liaison/transparency-log';
import { namedKeys, openKeys, signKeys } from './key-list.js';
import { openStatement, signStatement } from './statement.js';

const [old, next, stranger] = [1, 2, 3].map((n) => keyInMemory('liaison.example/log', new Uint8Array(32).fill(n)));
if (!old || !next || !stranger) throw new Error('no keys');
const publicOf = ({ name, publicKey }: { name: string; publicKey: Uint8Array }) => ({ name, publicKey });

it('names the keys, to whoever knows one that signed it', async () => {
  const note = await signKeys([old, next], [old, next]);
  expect(namedKeys(note)).toEqual([publicOf(old), publicOf(next)]);
  expect(openKeys(note, [old])).toEqual(openKeys(note, [next]));
});

it('is refused where a stranger has signed it, also beside a list that a known key has signed', async () => {
  const forged = await signKeys([old, stranger], [stranger]);
  expect(() => openKeys(forged, [old])).toThrow(/no key that is known/);
  const [genuine, other] = [parseNote(await signKeys([old], [old])), parseNote(forged)];
  const mixed = formatNote({ text: other.text, signatures: [...genuine.signatures, ...other.signatures] });
  expect(() => openKeys(mixed, [old])).toThrow(/does not hold/);
});

it('is no statement, and a statement no list of keys', async () => {
  const note = await signKeys([old], [old]);
  expect(() => openStatement('receipt', note, [old])).toThrow();
  const statement = { origin: old.name, record: '0199502e-1111-7222-8333-444455556666', digest: 'A'.repeat(43) };
  const receipt = await signStatement('receipt', { ...statement, at: new Date(0) }, [old]);
  expect(() => namedKeys(receipt)).toThrow(/no list of keys/);
});
