import type { Id } from '@liaison/contracts';

/** Who has a compartment open at other processes, for as long as those say so: a process that died says nothing. */
export class Elsewhere {
  /** By compartment and person: which process says so, and until when it is believed. */
  private readonly said = new Map<Id, Map<Id, Map<string, number>>>();

  constructor(private readonly believedFor: number) {}

  /** True when that is news. */
  there(from: string, compartment: Id, person: Id, now: number): boolean {
    const people = this.said.get(compartment) ?? new Map<Id, Map<string, number>>();
    const sources = people.get(person) ?? new Map<string, number>();
    const isNew = sources.size === 0;
    this.said.set(compartment, people.set(person, sources.set(from, now + this.believedFor)));
    return isNew;
  }

  /** True when nobody says any more that the person is there. */
  gone(from: string, compartment: Id, person: Id): boolean {
    const sources = this.said.get(compartment)?.get(person);
    return sources?.delete(from) === true && this.forgetEmpty(compartment, person, sources);
  }

  /** Drops what was not said again in time; the compartments where that took somebody away. */
  expire(now: number): ReadonlySet<Id> {
    const changed = new Set<Id>();
    for (const [compartment, people] of this.said)
      for (const [person, sources] of people) {
        for (const [from, until] of sources) if (until < now) sources.delete(from);
        if (this.forgetEmpty(compartment, person, sources)) changed.add(compartment);
      }
    return changed;
  }

  people(compartment: Id): readonly Id[] {
    return [...(this.said.get(compartment)?.keys() ?? [])];
  }

  private forgetEmpty(compartment: Id, person: Id, sources: ReadonlyMap<string, number>): boolean {
    if (sources.size > 0) return false;
    const people = this.said.get(compartment);
    people?.delete(person);
    if (people?.size === 0) this.said.delete(compartment);
    return true;
  }
}
