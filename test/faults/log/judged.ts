import {
  askGo,
  oursOn,
  questionOf,
  sigstoreOn,
  type Evidence,
  type Verdict,
} from '../../access-log/independent/verifiers.js';
import type { Findings } from '../delivery/check/findings.js';
import { boundByLess, lenience, type Lenience, type Verdicts } from './lenience.js';

export interface Case {
  readonly name: string;
  readonly evidence: Evidence;
  readonly isGenuine: boolean;
}

/** What was judged; by name each case that another verifier takes because it asks for less than ours. */
export interface Judged {
  readonly figures: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** What each of the three verifiers says of each case. `ours`: another in the place of the product's own. */
export function judge(
  cases: readonly Case[],
  findings: Findings,
  ours: (evidence: Evidence) => Verdict = oursOn,
): Judged {
  const go = cases.length === 0 ? [] : askGo(cases.map(({ evidence }) => questionOf(evidence)));
  const lenient: { readonly why: Lenience; readonly who: string; readonly name: string }[] = [];
  for (const [at, { name, evidence, isGenuine }] of cases.entries()) {
    const verdicts = { ours: ours(evidence), go: go[at] ?? null, sigstore: sigstoreOn(evidence) };
    const holds = Object.values(verdicts).map((verdict) => verdict === null);
    const said = `${name}: ${JSON.stringify(verdicts)}`;
    const isUnlike = new Set(holds).size > 1;
    const why = isUnlike && !isGenuine ? boundByLess(evidence, verdicts) : null;
    if (why !== null) lenient.push({ why, who: takers(verdicts), name });
    else if (isUnlike) findings.add('disagreed', said);
    if (isGenuine && holds.includes(false)) findings.add('false-alarm', said);
    if (!isGenuine && verdicts.ours === null) findings.add('unfound', said);
  }
  return { figures: { 'judged by three verifiers': cases.length, ...counted(lenient) }, notes: told(lenient) };
}

const takers = ({ go, sigstore }: Verdicts): string =>
  [...(go === null ? ['Go'] : []), ...(sigstore === null ? ['@sigstore/verify'] : [])].join(' and ');

function counted(lenient: readonly { readonly why: Lenience; readonly who: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { why, who } of lenient) {
    const what = `of them refused by ours and taken by ${who}, which asks for less: ${why}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

const told = (lenient: readonly { readonly why: Lenience; readonly who: string; readonly name: string }[]): string[] =>
  (Object.keys(lenience) as Lenience[]).flatMap((why) => {
    const names = lenient.filter((one) => one.why === why).map(({ name, who }) => `${name} (taken by ${who})`);
    return names.length === 0 ? [] : [`${why}: ${lenience[why]}. Refused by ours in each case: ${names.join('; ')}`];
  });
