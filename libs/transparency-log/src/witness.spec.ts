import { grow } from './append.js';
import { encodeText } from './bytes.js';
import { formatCheckpoint, type Checkpoint } from './checkpoint.js';
import { consistencyRanges } from './consistency.js';
import { newSeed } from './ed25519.js';
import { inclusionRanges } from './inclusion.js';
import { keyInMemory, logSigner, witnessSigner, witnessVerifier, type KeyProvider } from './keys.js';
import { formatNote, formatSignature, parseNote, parseSignature, signText } from './note.js';
import { openCheckpoint, type Policy } from './policy.js';
import { formatProof, parseProof, verifyProof } from './proof.js';
import { TileReader } from './tiles.js';
import { formatAddCheckpoint, keptPath, Witness, type AddCheckpoint, type WitnessAnswer } from './witness.js';
import { leafHash, type Hash } from './tree.js';

const log = keyInMemory('liaison.example/log', newSeed());
const own = keyInMemory('witness.example/nl', newSeed());
const ownId = witnessVerifier(own).id;

/** Two logs of one key that share their first three entries: what a forger would show to different people. */
class GrowingLog {
  readonly parts = new Map<string, Uint8Array>();
  size = 0;
  root: Hash = new Uint8Array();

  async add(...entries: readonly string[]): Promise<this> {
    const read = (path: string): Promise<Uint8Array | null> => Promise.resolve(this.parts.get(path) ?? null);
    const grown = await grow(read, this.size, entries.map(encodeText));
    grown.parts.forEach((bytes, path) => this.parts.set(path, bytes));
    this.size = grown.size;
    this.root = grown.root;
    return this;
  }

  get tree(): TileReader {
    return new TileReader(this.size, (path) => Promise.resolve(this.parts.get(path) ?? null));
  }

  async signed(key: KeyProvider = log): Promise<Uint8Array> {
    return formatNote(await signText(formatCheckpoint({ ...this, origin: key.name }), [logSigner(key)]));
  }

  async request(older: number): Promise<AddCheckpoint> {
    const proof = older > this.size ? [] : await this.tree.ranges(consistencyRanges(older, this.size));
    return { older, proof, checkpoint: await this.signed() };
  }
}

class Memory {
  seen: Pick<Checkpoint, 'size' | 'root'> | null = null;
  note: Uint8Array | null = null;
  latest = (): Promise<Uint8Array | null> => Promise.resolve(this.note);
  keep = ({ size, root }: Checkpoint, note: Uint8Array): Promise<void> => {
    this.seen = { size, root };
    this.note = new Uint8Array(note);
    return Promise.resolve();
  };
}

describe('a witness', () => {
  let memory: Memory;
  let witness: Witness;
  const ask = (request: AddCheckpoint): Promise<WitnessAnswer> =>
    witness.addCheckpoint(encodeText(formatAddCheckpoint(request)));

  beforeEach(() => {
    memory = new Memory();
    witness = new Witness(
      [log],
      witnessSigner(own, () => 1_700_000_000),
      memory,
    );
  });

  it('cosigns what continues, and its line makes the checkpoint witnessed', async () => {
    const growing = await new GrowingLog().add('a', 'b', 'c');
    const { status, body } = await ask(await growing.request(0));
    expect(status).toBe(200);
    const checkpoint = Buffer.concat([await growing.signed(), Buffer.from(body)]);
    const policy: Policy = { logs: [log], witnesses: [own], threshold: 1 };
    expect(openCheckpoint(checkpoint, policy).cosigned.get(own.name)).toEqual({ time: 1_700_000_000 });
    expect(parseSignature(body.trim()).name).toBe(own.name);
    await growing.add('d');
    expect(await ask(await growing.request(3))).toMatchObject({ status: 200 });
    expect(memory.seen).toEqual({ size: 4, root: growing.root });
  });

  it('refuses a fork, signed with the real key or not', async () => {
    await ask(await (await new GrowingLog().add('a', 'b', 'c')).request(0));
    const forked = await new GrowingLog().add('a', 'x', 'c', 'd');
    expect(await ask(await forked.request(3))).toMatchObject({ status: 422 });
    const sameSize = await new GrowingLog().add('a', 'x', 'c');
    expect(await ask({ ...(await sameSize.request(3)), proof: [] })).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      body: '3\n',
    });
  });

  it('keeps what the log and itself signed, not what anybody put beside it', async () => {
    const asked = await (await new GrowingLog().add('a')).request(0);
    const names = [own.name, 'other.example'];
    const beside = names.map((name) =>
      formatSignature({ name, bytes: new Uint8Array([...ownId, ...new Uint8Array(72)]) }),
    );
    const checkpoint = Buffer.concat([asked.checkpoint, Buffer.from(beside.join(''))]);
    expect(await ask({ ...asked, checkpoint })).toMatchObject({ status: 200 });
    const kept = (await witness.kept(keptPath(log.name))) ?? new Uint8Array();
    const opened = openCheckpoint(kept, { logs: [log], witnesses: [own], threshold: 1 });
    expect([...opened.cosigned.keys()]).toEqual([own.name]);
    expect(parseNote(kept).signatures.map(({ name }) => name)).toEqual([log.name, own.name]);
  });

  it('shows nothing of a log of which it has cosigned nothing, or which it does not know', async () => {
    expect(await witness.kept(keptPath(log.name))).toBeNull();
    await ask(await (await new GrowingLog().add('a')).request(0));
    for (const path of [keptPath('other.example'), 'checkpoint/', log.name])
      expect(await witness.kept(path)).toBeNull();
  });

  it('refuses a proof where none belongs', async () => {
    const asked = await (await new GrowingLog().add('a', 'b')).request(0);
    expect(await ask({ ...asked, proof: [leafHash(encodeText('a'))] })).toMatchObject({ status: 422 });
    await ask(asked);
    expect(await ask({ ...asked, older: 2, proof: [leafHash(encodeText('a'))] })).toMatchObject({ status: 422 });
    expect(await ask({ ...asked, older: 2 })).toMatchObject({ status: 200 });
  });

  it('tells where it stands when asked from elsewhere, and does not go back', async () => {
    const growing = await new GrowingLog().add('a', 'b', 'c');
    const early = await growing.request(0);
    await ask(await (await growing.add('d')).request(0));
    expect(await ask(early)).toMatchObject({ status: 409, body: '4\n' });
    expect(await ask({ ...early, older: 4 })).toMatchObject({ status: 400 });
  });

  it('knows origins and keys', async () => {
    const growing = await new GrowingLog().add('a');
    const asked = await growing.request(0);
    const stranger = keyInMemory('other.example', newSeed());
    expect(await ask({ ...asked, checkpoint: await growing.signed(stranger) })).toMatchObject({ status: 404 });
    const impostor = keyInMemory(log.name, newSeed());
    expect(await ask({ ...asked, checkpoint: await growing.signed(impostor) })).toMatchObject({ status: 403 });
  });

  it.each(['', 'old 0', 'old 00\n\n', 'old 0\nAAAA\n\n', `old 0\n${'A'.repeat(43)}=\n`.repeat(2), 'old 1\n\nx\n'])(
    'refuses %j as malformed',
    async (body) => {
      expect(await witness.addCheckpoint(encodeText(body))).toMatchObject({ status: 400 });
    },
  );

  it('takes one of two that race', async () => {
    const growing = await new GrowingLog().add('a', 'b');
    const first = await growing.request(0);
    const second = await (await growing.add('c')).request(0);
    const answers = await Promise.all([ask(second), ask(first)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    expect(memory.seen?.size).toBe(3);
  });
});

describe('a proof', () => {
  const policy: Policy = { logs: [log], witnesses: [], threshold: 0 };

  it('goes into text, comes back and holds; with another entry it does not', async () => {
    const growing = await new GrowingLog().add(...Array.from({ length: 300 }, (_, at) => `entry ${at}`));
    const hashes = await growing.tree.ranges(inclusionRanges(270, 300));
    const bytes = formatProof({
      index: 270,
      hashes,
      checkpoint: await growing.signed(),
      extra: encodeText('for people'),
    });
    const proof = parseProof(bytes);
    expect(formatProof(proof)).toEqual(new Uint8Array(bytes));
    expect(verifyProof(encodeText('entry 270'), proof, policy).size).toBe(300);
    expect(() => verifyProof(encodeText('entry 271'), proof, policy)).toThrow('another root');
  });

  it('is refused with any byte changed', async () => {
    const growing = await new GrowingLog().add('a', 'b', 'c', 'd', 'e');
    const hashes = await growing.tree.ranges(inclusionRanges(3, 5));
    const bytes = formatProof({ index: 3, hashes, checkpoint: await growing.signed(), extra: null });
    for (let at = 0; at < bytes.length; at += 1)
      expect(() =>
        verifyProof(encodeText('d'), parseProof(bytes.map((b, i) => (i === at ? b ^ 1 : b))), policy),
      ).toThrow();
  });
});
