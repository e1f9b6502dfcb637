import type { ScopeNumber } from '@liaison/access-record';

/** Whether the numbers of each scope come from 1 on, each after the one before, as entries are walked in their order. */
export class NumbersInLine {
  private readonly last = new Map<string, number>();
  private readonly broken = new Set<string>();

  take(places: readonly ScopeNumber[]): void {
    for (const { kind, agency, operation, n } of places) {
      const scope = [kind, agency, operation].filter((one) => one !== null).join(' ');
      if (n !== (this.last.get(scope) ?? 0) + 1) this.broken.add(scope);
      this.last.set(scope, n);
    }
  }

  /** Scopes whose numbers have gaps, for people. */
  gaps(): readonly string[] {
    return [...this.broken];
  }
}
