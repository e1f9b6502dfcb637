import type { Id } from '@liaison/contracts';
import type { Link } from './link.js';
import type { Topics } from './topics.js';

/** Who has a compartment open now, nothing more. Volatile: gone with the connection. */
export class Presence {
  private readonly people = new Map<Id, readonly Id[]>();

  constructor(
    link: Link,
    private readonly topics: Topics,
  ) {
    link.listen({
      presence: ({ compartment, people }) => {
        this.people.set(compartment, people);
        topics.touch('presence');
      },
    });
    link.onState((state) => state !== 'live' && this.clear());
  }

  in(compartment: Id): readonly Id[] {
    return this.people.get(compartment) ?? [];
  }

  /** People in any of these compartments, each once. */
  inAny(compartments: readonly Id[]): number {
    return new Set(compartments.flatMap((compartment) => this.in(compartment))).size;
  }

  clear(): void {
    this.people.clear();
    this.topics.touch('presence');
  }
}
