import { oursOn, type Evidence, type Verdict } from '../../access-log/independent/verifiers.js';

export interface Verdicts {
  readonly ours: Verdict;
  readonly go: Verdict;
  readonly sigstore: Verdict;
}

/**
 * Where another verifier asks for less than C2SP signed-note, and the line of its source that says so. There is no third
 * way: whatever else one of them takes and ours refuses is a disagreement.
 */
export const lenience = {
  name: 'the name in a signature’s line is another: @sigstore/verify takes it for a regular expression that need only match somewhere in the log’s name (dist/tlog/checkpoint.js: tlog.baseURL.match(signature.name)), where signed-note asks for the name itself',
  spelling:
    'a signature’s base64 is written in another way and reads as the same bytes: @sigstore/verify decodes by Buffer.from (dist/tlog/checkpoint.js: Buffer.from(signature, "base64")) and Go’s note by base64.StdEncoding, not its Strict() (note.go: base64.StdEncoding.DecodeString(b64)); neither takes another signature for it',
} as const;
export type Lenience = keyof typeof lenience;

/** The reason why these verdicts may differ; null where they disagree. */
export function boundByLess(evidence: Evidence, { ours, go, sigstore }: Verdicts): Lenience | null {
  if (ours === null) return null;
  const line = /^([^]*\n\n— )(\S+) (\S+)\n$/.exec(evidence.checkpoint);
  const [, before = '', name = '', base64 = ''] = line ?? [];
  const holdsWith = (by: string, signature: string): boolean =>
    line !== null && oursOn({ ...evidence, checkpoint: `${before}${by} ${signature}\n` }) === null;
  // With the log's own name put back, and nothing else, all of it holds.
  if (sigstore === null && go !== null && name !== evidence.key.name && holdsWith(evidence.key.name, base64))
    return 'name';
  const spelt = Buffer.from(base64, 'base64').toString('base64');
  return spelt !== base64 && holdsWith(name, spelt) ? 'spelling' : null;
}
