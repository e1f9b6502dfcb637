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

type Named = (Exclude<MemberLine, MemberLineError> & { readonly person: Id }) | MemberLineError;

type Checked = { readonly line: number; readonly nominee: Nominee } | MemberLineError;

/** A coordinator names many at once from a pasted list; each line that cannot be taken is said with its reason. */
@Injectable()
export class NominateList {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, list: MemberList): Promise<MemberListAnswer> {
    return this.unitOfWork.run(actor, 'member.nominate', async (tx, act) => {
      // Names are looked up before anybody has to wait for this list.
      const named = await Promise.all(readMemberLines(list.text).map((line) => withPerson(tx, line)));
      await lockOwnAgency(tx);
      const { facts } = await standInLine(tx, act, operation);
      const role = facts.participation?.kind === 'observer' ? 'observer' : 'investigator';
      act.require('member.nominate', { ...facts, target: { agency: actor.agency, role } });
      const checked = await this.check(tx, actor, operation, facts, named);
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
    lines: readonly Named[],
  ): Promise<readonly Checked[]> {
    const checked = await Promise.all(
      lines.map(async (line) => ('reason' in line ? line : checkLine(tx, actor, operation, facts, line))),
    );
    const seen = new Set<Id>();
    return checked.map((one) => {
      if (!('nominee' in one)) return one;
      if (seen.has(one.nominee.person)) return { line: one.line, reason: 'is in the list already' };
      seen.add(one.nominee.person);
      return one;
    });
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

async function withPerson(tx: Tx, line: MemberLine): Promise<Named> {
  if ('reason' in line) return line;
  const person = await ownPersonNamed(tx, line.name);
  return person === null ? { line: line.line, reason: 'is nobody of your agency' } : { ...line, person };
}

async function checkLine(
  tx: Tx,
  actor: Actor,
  operation: Id,
  facts: OperationFacts,
  { line, person, role, until }: Exclude<Named, MemberLineError>,
): Promise<Checked> {
  const decision = decide(actor, 'member.nominate', { ...facts, target: { agency: actor.agency, role } });
  if (!decision.allowed) return { line, reason: decision.why };
  const problem = await unfit(tx, operation, person);
  if (problem) return { line, reason: problem.detail };
  const end = until === null ? null : endOf(until);
  if (end && end.getTime() <= tx.now.getTime()) return { line, reason: 'end date must not be in the past' };
  return { line, nominee: { person, role, until: end } };
}
