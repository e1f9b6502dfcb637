import { createHash, randomBytes } from 'node:crypto';
import { decide, refusal, recordClassOf, type Action, type Actor, type FactsOf } from '@liaison/authz';
import { newId, type RecordClass } from '@liaison/domain';
import type { ActFacts, TouchedObject } from '@liaison/access-record';

/** Somebody before sign-in: an address and nothing else. */
export interface Stranger {
  readonly person: null;
  readonly address: string;
}

/**
 * The access record of one act while it happens. It begins as a failure, and only a commit makes it a success; what was
 * learnt before a refusal goes into the record of the denial.
 */
export class Act {
  /** Id of the record that it leaves where it succeeds. */
  readonly record = newId();
  private readonly objects: TouchedObject[] = [];
  private readonly subjects = new Set<string>();
  private readonly detail: Record<string, string | number | readonly string[]> = {};
  private overseers: readonly string[] = [];
  private recipients: readonly string[] = [];
  private operation: string | null = null;
  private compartment: string | null = null;
  private role: string | null = null;
  private ground: string | null = null;
  private rule: string | null = null;
  private silent = false;

  constructor(
    readonly actor: Actor | Stranger,
    readonly action: Action,
  ) {}

  in(operation: string | null, compartment: string | null = null): this {
    this.operation = operation;
    this.compartment = compartment;
    return this;
  }

  as(role: string | null): this {
    this.role = role;
    return this;
  }

  /** An object the act touched; its owner's auditors will find the record. */
  touch(type: string, id: string, more: Partial<Omit<TouchedObject, 'type' | 'id'>> = {}): this {
    this.objects.push({ type, id, version: more.version ?? null, ref: more.ref ?? null, owner: more.owner ?? null });
    if (more.owner) this.subjects.add(more.owner);
    return this;
  }

  /** Agencies that received something by this act. */
  disclosedTo(agencies: readonly string[]): this {
    this.recipients = [...agencies].sort();
    return this;
  }

  /** A look at the log: agencies whose oversight may see that it was, where it is within no operation. */
  overseenBy(agencies: readonly string[]): this {
    this.overseers = agencies;
    return this;
  }

  because(ground: string | null): this {
    this.ground = ground;
    return this;
  }

  note(name: string, value: string | number | readonly string[]): this {
    this.detail[name] = value;
    return this;
  }

  /** Words that were asked for are content: what is noted is a salted digest of them, and their length. */
  noteWords(words: string): this {
    const salt = randomBytes(16).toString('base64url');
    const digest = createHash('sha256').update(salt).update(words).digest('base64url');
    return this.note('words', digest).note('salt', salt).note('length', words.length);
  }

  /** Decides, and throws the refusal when the answer is no. */
  require<A extends Action>(action: A, facts: FactsOf<A>): this {
    if (this.actor.person === null) throw new Error('a stranger cannot be decided on');
    const decision = decide(this.actor, action, facts);
    this.rule = decision.rule;
    if (!decision.allowed) throw refusal(decision);
    return this;
  }

  /** By a rule that is no policy line, for example a spent link. */
  decidedBy(rule: string): this {
    this.rule = rule;
    return this;
  }

  /** All that it showed is named already: by an earlier record of this session, or by the denial that follows. */
  withoutRecord(): this {
    this.silent = true;
    return this;
  }

  get leavesRecord(): boolean {
    return !this.silent;
  }

  facts(at: Date, outcome: 'success' | 'failure', as: RecordClass = recordClassOf[this.action]): ActFacts {
    const person = this.actor.person === null ? null : this.actor;
    return {
      at,
      class: as,
      act: this.action,
      outcome,
      operation: this.operation,
      compartment: this.compartment,
      person: person?.person ?? null,
      agency: person?.agency ?? null,
      role: this.role,
      session: person?.session ?? null,
      address: this.actor.address,
      objects: this.objects,
      subjectAgencies: [...this.subjects].sort(),
      overseers: this.operation === null ? this.overseers : [],
      recipients: this.recipients,
      ground: this.ground,
      rule: this.rule,
      detail: this.detail,
    };
  }
}
