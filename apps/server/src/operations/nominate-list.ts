import { Injectable } from '@nestjs/common';
import { decide, type Actor, type OperationFacts } from '@liaison/authz';
import type { Id, MemberLineError, MemberListAnswer, MemberView } from '@liaison/contracts';
import { findMember, lockOwnAgency, ownPersonNamed, UnitOfWork, type Act, type Tx } from '@liaison/persistence';
import { endOf } from './days.js';
import { readMemberLines, type MemberLine } from './member-lines.js';
import { nominate, unfit, type Nominee } from './nominate.js';
import { standInLine } from './stand.js';

export interface MemberList {
  readonly text: string;
  readonly mode: 'all_or_nothing' | 'good_lines';
}

type Checked = { readonly line: number; readonly nominee: Nominee } | MemberLineError;

/** A coordinator names many at once from a pasted list; each line that cannot be taken is said with its reason. */
@Injectable()
export class NominateList {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, list: MemberList): Promise<MemberListAnswer> {
    return this.unitOfWork.run(actor, 'member.nominate', async (tx, act) => {
      await lockOwnAgency(tx);
      const { facts } = await standInLine(tx, act, operation);
      const role = facts.participation?.kind === 'observer' ? 'observer' : 'investigator';
      act.require('member.nominate', { ...facts, target: { agency: actor.agency, role } });
      const checked = await this.check(tx, actor, operation, facts, readMemberLines(list.text));
      const errors = checked.filter((one) => 'reason' in one);
      if (errors.length > 0 && list.mode === 'all_or_nothing') return { nominated: [], errors };
      const nominees = checked.flatMap((one) => ('nominee' in one ? [one.nominee] : []));
      return { nominated: await this.nominateAll(tx, act, actor, operation, nominees), errors };
    });
  }

  private async check(
    tx: Tx,
    actor: Actor,
    operation: Id,
    facts: OperationFacts,
    lines: readonly MemberLine[],
  ): Promise<readonly Checked[]> {
    const checked: Checked[] = [];
    const seen = new Set<Id>();
    for (const line of lines) {
      const one = 'reason' in line ? line : await checkLine(tx, actor, operation, facts, line);
      const again = 'nominee' in one && seen.has(one.nominee.person);
      if ('nominee' in one) seen.add(one.nominee.person);
      checked.push(again ? { line: line.line, reason: 'is in the list already' } : one);
    }
    return checked;
  }

  private async nominateAll(
    tx: Tx,
    act: Act,
    actor: Actor,
    operation: Id,
    nominees: readonly Nominee[],
  ): Promise<readonly MemberView[]> {
    const nominated: MemberView[] = [];
    for (const nominee of nominees) {
      act.touch('person', nominee.person, { owner: actor.agency });
      const member = await findMember(tx, operation, await nominate(tx, actor, operation, nominee));
      if (member) nominated.push(member);
    }
    return nominated;
  }
}

async function checkLine(
  tx: Tx,
  actor: Actor,
  operation: Id,
  facts: OperationFacts,
  { line, name, role, until }: Exclude<MemberLine, { readonly reason: string }>,
): Promise<Checked> {
  const person = await ownPersonNamed(tx, name);
  if (person === null) return { line, reason: 'is nobody of your agency' };
  const decision = decide(actor, 'member.nominate', { ...facts, target: { agency: actor.agency, role } });
  if (!decision.allowed) return { line, reason: decision.why };
  const problem = await unfit(tx, operation, person);
  if (problem) return { line, reason: problem.detail };
  const end = until === null ? null : endOf(until);
  if (end && end.getTime() <= tx.now.getTime()) return { line, reason: 'end date must not be in the past' };
  return { line, nominee: { person, role, until: end } };
}
