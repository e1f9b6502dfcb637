import { GrownLog, origin } from '../../access-log/independent/grown-log.js';
import {
  askGo,
  isGoThere,
  oursOn,
  questionOf,
  sigstoreOn,
  type Evidence,
} from '../../access-log/independent/verifiers.js';
import { boundByLess } from './lenience.js';

let genuine: Evidence;
beforeAll(async () => {
  const log = await GrownLog.of(5);
  const checkpoint = await log.checkpoint(5);
  genuine = { key: log.key, checkpoint, entry: log.entry(3), index: 3, hashes: await log.inclusion(3, 5) };
});

const named = (name: string): Evidence => ({
  ...genuine,
  checkpoint: genuine.checkpoint.replace(`— ${origin} `, `— ${name} `),
});
/** The last letter before the padding has bits to spare. */
const respelt = (): Evidence => ({
  ...genuine,
  checkpoint: genuine.checkpoint.replace(
    /(.)=\n$/,
    (_all, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n`,
  ),
});

describe('a name in a signature’s line', () => {
  it.each(['liaison', '.', 'liaiso..example/log', 'liaison.example|xyz', 'l'])(
    '%s is taken by @sigstore/verify, which reads it as a regular expression, and by no other',
    (name) => {
      expect(sigstoreOn(named(name))).toBeNull();
      expect(oursOn(named(name))).toBe('no trusted key of the log has signed the checkpoint');
      expect(boundByLess(named(name), { ours: 'refused', go: 'refused', sigstore: null })).toBe('name');
    },
  );

  it.each(['other.example/log', 'Liaison.example/log', `${origin}/`])('%s is refused by @sigstore/verify too', (name) =>
    expect(sigstoreOn(named(name))).not.toBeNull(),
  );

  it('is a disagreement where anything else is changed, where Go takes it, or where ours does', () => {
    const verdicts = { ours: 'refused', go: 'refused', sigstore: null };
    const evidence = named('liaison');
    const flipped = Uint8Array.from(evidence.entry, (byte, at) => (at === 0 ? byte ^ 1 : byte));
    expect(boundByLess({ ...evidence, entry: flipped }, verdicts)).toBeNull();
    expect(boundByLess({ ...evidence, index: 2 }, verdicts)).toBeNull();
    expect(boundByLess({ ...evidence, hashes: [] }, verdicts)).toBeNull();
    expect(
      boundByLess({ ...evidence, checkpoint: evidence.checkpoint.replace('\n5\n', '\n6\n') }, verdicts),
    ).toBeNull();
    expect(boundByLess({ ...evidence, checkpoint: `${evidence.checkpoint}— ` }, verdicts)).toBeNull();
    expect(boundByLess({ ...evidence, checkpoint: '' }, verdicts)).toBeNull();
    expect(boundByLess(evidence, { ...verdicts, go: null })).toBeNull();
    expect(boundByLess(evidence, { ...verdicts, ours: null, go: null })).toBeNull();
    expect(boundByLess(genuine, verdicts)).toBeNull();
  });
});

describe('a signature’s base64', () => {
  it('of the same bytes is refused by ours alone', () => {
    expect(oursOn(respelt())).not.toBeNull();
    expect(sigstoreOn(respelt())).toBeNull();
    if (isGoThere) expect(askGo([questionOf(respelt())])).toEqual([null]);
    expect(boundByLess(respelt(), { ours: 'refused', go: null, sigstore: null })).toBe('spelling');
  });

  it('of other bytes is a disagreement', () => {
    const other = genuine.checkpoint.replace(
      /(.)(.)=\n$/,
      (_all, a: string, b: string) => `${a === 'A' ? 'B' : 'A'}${b}=\n`,
    );
    const evidence = { ...genuine, checkpoint: other };
    expect(boundByLess(evidence, { ours: 'refused', go: null, sigstore: null })).toBeNull();
    expect(boundByLess(evidence, { ours: 'refused', go: 'refused', sigstore: null })).toBeNull();
  });
});
