import {
  askGo,
  oursOn,
  questionOf,
  sigstoreOn,
  type Evidence,
  type Verdict,
} from '../../access-log/independent/verifiers.js';
import type { Findings } from '../delivery/check/findings.js';

export interface Case {
  readonly name: string;
  readonly evidence: Evidence;
  readonly isGenuine: boolean;
}

/** What each of the three verifiers says of each case. `ours`: another in the place of the product's own. */
export function judge(
  cases: readonly Case[],
  findings: Findings,
  ours: (evidence: Evidence) => Verdict = oursOn,
): void {
  if (cases.length === 0) return;
  const go = askGo(cases.map(({ evidence }) => questionOf(evidence)));
  for (const [at, { name, evidence, isGenuine }] of cases.entries()) {
    const verdicts = { ours: ours(evidence), go: go[at] ?? null, sigstore: sigstoreOn(evidence) };
    const holds = Object.values(verdicts).map((verdict) => verdict === null);
    const said = `${name}: ${JSON.stringify(verdicts)}`;
    // Base64 that only a careless reader takes: ours has to be the careful one, and the others may be either.
    const isSpelling = verdicts.ours !== null && oursOn(respelled(evidence)) === null;
    if (new Set(holds).size > 1 && !isSpelling) findings.add('disagreed', said);
    if (isGenuine && holds.includes(false)) findings.add('false-alarm', said);
    if (!isGenuine && verdicts.ours === null) findings.add('unfound', said);
  }
}

/** Its signatures as a careless reader of base64 reads them, written as they should be. */
function respelled(evidence: Evidence): Evidence {
  const [text = '', ...signatures] = evidence.checkpoint.split('\n\n');
  const written = signatures.join('\n\n').replace(/^(— \S+) (.*)$/gm, (_all, by: string, base64: string) => {
    return `${by} ${Buffer.from(base64, 'base64').toString('base64')}`;
  });
  return { ...evidence, checkpoint: `${text}\n\n${written}` };
}
