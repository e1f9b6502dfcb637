import { encodeText, decodeText } from './bytes.js';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.js';
import { newSeed } from './ed25519.js';
import {
  formatLogKey,
  formatPrivateKey,
  formatWitnessKey,
  keyInMemory,
  logSigner,
  logVerifier,
  parseLogKey,
  parsePrivateKey,
  parseWitnessKey,
  witnessSigner,
} from './keys.js';
import { formatNote, parseNote, saidBy, signText } from './note.js';
import { formatPolicy, openCheckpoint, parsePolicy, requireWitnesses, type Policy } from './policy.js';
import { leafHash } from './tree.js';

/** The example of Go's package `note`. */
const published = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: [
    'If you think cryptography is the answer to your problem,',
    'then you don’t know what your problem is.'.replace('’', "'"),
    '',
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    '',
  ].join('\n'),
};

function nth<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new Error(`nothing at ${at}`);
  return found;
}

const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe('a signed note', () => {
  it('of somebody else’s making is read, and written again byte by byte', () => {
    const note = parseNote(encodeText(published.note));
    expect([...saidBy(note, [logVerifier(parseLogKey(published.key))]).keys()]).toEqual(['PeterNeumann']);
    expect(decodeText(formatNote(note))).toBe(published.note);
    expect(formatLogKey(parseLogKey(published.key))).toBe(published.key);
  });

  it('is spoilt by any changed letter', () => {
    const verifiers = [logVerifier(parseLogKey(published.key))];
    for (let at = 0; at < published.note.length; at += 1) {
      const changed = `${published.note.slice(0, at)}${published.note.charAt(at) === 'A' ? 'B' : 'A'}${published.note.slice(at + 1)}`;
      let said: ReadonlyMap<string, unknown> = new Map();
      try {
        said = saidBy(parseNote(encodeText(changed)), verifiers);
      } catch {
        // Refused as malformed or forged.
      }
      expect(said.size).toBe(0);
    }
  });

  it.each([
    ['no signature', 'text\n'],
    ['control characters', 'te\txt\n\n— a AAAAAAA=\n'],
    ['a signature without a name', 'text\n\n—  AAAAAAA=\n'],
    ['a signature in another base64', 'text\n\n— a AAAAAAB=\n'],
    ['a signature of nothing', 'text\n\n— a AAAAAA==\n'],
    ['too many signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(65)}`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseNote(encodeText(text))).toThrow();
  });
});

describe('a key', () => {
  const seed = newSeed();
  const key = keyInMemory('liaison.example/log', seed);

  it('goes into a line and a file, and comes back', () => {
    expect(parseLogKey(formatLogKey(key)).publicKey).toEqual(key.publicKey);
    expect(parsePrivateKey(formatPrivateKey(key.name, seed)).publicKey).toEqual(key.publicKey);
  });

  it('is trusted for one kind of signature', () => {
    expect(() => parseWitnessKey(formatLogKey(key))).toThrow('the key is of kind 1, where 4 is asked for');
    expect(() => parseLogKey(formatWitnessKey(key))).toThrow('of kind 4');
  });

  it.each([
    ['another name', (line: string) => line.replace('liaison', 'liason')],
    ['another id', (line: string) => line.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['a shorter key', (line: string) => line.slice(0, -4)],
  ])('with %s is refused', (_, change) => {
    expect(() => parseLogKey(change(formatLogKey(key)))).toThrow();
  });

  it('has a name without spaces and plus signs', () => {
    expect(() => keyInMemory('a b', seed)).toThrow();
    expect(() => keyInMemory('a+b', seed)).toThrow();
  });
});

describe('a checkpoint', () => {
  const log = keyInMemory('liaison.example/log', newSeed());
  const witnesses = ['nl', 'fr', 'de'].map((name) => keyInMemory(`witness.example/${name}`, newSeed()));
  const policy: Policy = { logs: [log], witnesses, threshold: 2 };
  const text = formatCheckpoint({ origin: log.name, size: 5, root: leafHash(Uint8Array.of(1)) });
  const signed = async (...signing: readonly number[]): Promise<Uint8Array> =>
    formatNote(
      await signText(text, [
        logSigner(log),
        ...signing.map((at) => witnessSigner(nth(witnesses, at), () => 1_700_000_000)),
      ]),
    );

  it('tells who cosigned it and when', async () => {
    const opened = openCheckpoint(await signed(0, 2), policy);
    expect(opened).toMatchObject({ origin: log.name, size: 5 });
    expect([...opened.cosigned]).toEqual([
      ['witness.example/nl', { time: 1_700_000_000 }],
      ['witness.example/de', { time: 1_700_000_000 }],
    ]);
    expect(() => requireWitnesses(opened, policy)).not.toThrow();
  });

  it('is unwitnessed below the threshold, also where one witness signs twice', async () => {
    const opened = openCheckpoint(await signed(0, 0), policy);
    expect(() => requireWitnesses(opened, policy)).toThrow('1 witnesses have cosigned, 2 are asked for');
  });

  it('of an unknown origin, or that only a witness signed, is refused', async () => {
    const stranger = keyInMemory('other.example', newSeed());
    expect(() => openCheckpoint(formatNote({ text, signatures: [] }), policy)).toThrow();
    const witnessed = await signText(text, [witnessSigner(nth(witnesses, 0), () => 1)]);
    expect(() => openCheckpoint(formatNote(witnessed), policy)).toThrow('no trusted key of the log has signed');
    const other = await signText(text.replace(log.name, stranger.name), [logSigner(stranger)]);
    expect(() => openCheckpoint(formatNote(other), policy)).toThrow('no key is trusted for the origin other.example');
  });

  it('with a cosignature of another time is forged', async () => {
    const note = parseNote(await signed(0));
    const later = note.signatures.map(({ name, bytes }, i) => ({ name, bytes: i === 1 ? flip(bytes, 11) : bytes }));
    expect(() => openCheckpoint(formatNote({ ...note, signatures: later }), policy)).toThrow('does not hold');
  });

  it.each(['o\n01\nAAAA\n', 'o\n-1\n', '\n1\n', 'o\n9007199254740993\n', 'o\n1\nAAAA\n', 'o\n1\n\n'])(
    'as %j is malformed',
    (body) => {
      expect(() => parseCheckpoint(body)).toThrow();
    },
  );

  it('policy goes into text and comes back', () => {
    const read = parsePolicy(`# agencies\n${formatPolicy(policy)}`);
    expect(formatPolicy(read)).toBe(formatPolicy(policy));
    expect(parsePolicy(formatPolicy({ ...policy, witnesses: [], threshold: 0 })).threshold).toBe(0);
  });

  it('policy says where witnesses are asked', () => {
    const [first, ...others] = witnesses;
    const placed = { ...policy, witnesses: [{ ...nth(witnesses, 0), url: 'https://nl.example/w' }, ...others] };
    const read = parsePolicy(formatPolicy(placed));
    expect(read.witnesses.map(({ url }) => url)).toEqual(['https://nl.example/w', undefined, undefined]);
    expect(read.witnesses[0]?.publicKey).toEqual(first?.publicKey);
    expect(formatPolicy(read)).toBe(formatPolicy(placed));
  });

  it.each([
    ['must begin with https:// or http://', 'ftp://nl.example'],
    ['must begin with https:// or http://', 'nl.example'],
    ['must be a plain one', 'https://me:secret@nl.example'],
    ['must be a plain one', 'https://nl.example/?a'],
    ['line 2 of the policy is not understood', 'https://nl.example https://other.example'],
  ])('policy is refused (%s) with a witness at %s', (why, url) => {
    expect(() =>
      parsePolicy(formatPolicy({ ...policy, witnesses: [{ ...nth(witnesses, 0), url }], threshold: 0 })),
    ).toThrow(why);
  });

  it.each([
    ['quorum', 'names no quorum', /quorum .*\n/, ''],
    ['a witness', 'must name each witness once', /witness .*\n/, ''],
    ['a count', 'asks for 9 of 3', / 2 /, ' 9 '],
    ['a word', 'line 1 of the policy is not understood', /^log/, 'logs'],
  ])('policy without its %s is refused', (_, why, part, other) => {
    expect(() => parsePolicy(formatPolicy(policy).replace(part, other))).toThrow(why);
  });
});
