/** Every way in which delivery, and then the access log, can be wrong, and what it means. */
export const wrongs = {
  lost: 'acknowledged, and not in the table as acknowledged',
  doubled: 'one command, and more than one effect or more than one answer',
  unanswered: 'sent, and no answer until the end',
  'refused-but-stored': 'refused, and in the table nevertheless',
  'refused-wrongly': 'a member’s command or stream was refused although nothing had changed',
  reordered: 'a client was given an event that does not follow on what it had',
  hole: 'a client went on past an event that it was not given',
  unlike: 'a client was given other bytes than the table holds',
  phantom: 'a client was given what is not in the table',
  early: 'acknowledged or delivered before it was committed',
  'real-time': 'acknowledged before another was sent, and yet with the greater number',
  'stale-read': 'a read that does not hold what was acknowledged before it was asked for',
  'not-monotonic': 'a read that holds less than the same client had seen before it asked',
  withheld: 'words given out after their retraction',
  stranded: 'a connected client that came to rest short of the end of a stream',
  deaf: 'people heard nothing live before they were removed: these races show nothing',
  leaked: 'a removed person was given what was committed after the removal',
  'not-closed': 'a socket that outlived its right by more than five seconds',
  late: 'slower than promised',
  unfound: 'a change to the log, or to what is shown of it, that nobody noticed',
  unnamed: 'a change to the log that was noticed, and not said where',
  disagreed: 'one verifier says that it holds, another that it does not',
  'false-alarm': 'genuine, and refused',
  unrecorded: 'answered with success, and no committed record of it',
  unentered: 'a record that has no entry although everything works again',
  cosigned: 'a fork that a witness has put its name to',
  remained: 'a value of an erased person that is still somewhere',
  untested: 'what was to be tested did not come about',
} as const;
export type Wrong = keyof typeof wrongs;

const kept = 20;

/** What was found wrong: every count, and the first of each kind in words. */
export class Findings {
  private readonly found = new Map<Wrong, { count: number; readonly examples: string[] }>();

  add(wrong: Wrong, example: string): void {
    const entry = this.found.get(wrong) ?? { count: 0, examples: [] };
    this.found.set(wrong, entry);
    entry.count += 1;
    if (entry.examples.length < kept) entry.examples.push(example);
  }

  merge(other: Findings): void {
    for (const [wrong, { count, examples }] of other.found) {
      for (const example of examples) this.add(wrong, example);
      const entry = this.found.get(wrong);
      if (entry) entry.count += count - examples.length;
    }
  }

  count(wrong: Wrong): number {
    return this.found.get(wrong)?.count ?? 0;
  }

  examples(wrong: Wrong): readonly string[] {
    return this.found.get(wrong)?.examples ?? [];
  }

  kinds(): readonly Wrong[] {
    return [...this.found.keys()];
  }

  get none(): boolean {
    return this.found.size === 0;
  }
}
