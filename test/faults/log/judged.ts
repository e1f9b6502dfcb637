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
    if (new Set(holds).size > 1) findings.add('disagreed', said);
    if (isGenuine && holds.includes(false)) findings.add('false-alarm', said);
    if (!isGenuine && verdicts.ours === null) findings.add('unfound', said);
  }
}
