import type { Command, CommandAnswer, CommandInputs, CommandKind, Id, Problem } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { problemOf, Refusal } from './refusal.js';
import type { Topics } from './topics.js';

/** `waiting`: nobody could be asked, or is to be asked a little later. */
export type SendState = 'sending' | 'waiting' | 'sent' | 'refused';

/** One command on its way. It is `sent` after the server's answer and never before. */
export interface Outgoing {
  readonly command: Command;
  readonly state: SendState;
  readonly problem: Problem | null;
  readonly answer: CommandAnswer | null;
  readonly attempts: number;
  /** The stream's position when it was given: its own event comes later. */
  readonly after: number;
}

export interface OutboxParts {
  readonly send: (command: Command) => Promise<CommandAnswer>;
  readonly topics: Topics;
  readonly later: (milliseconds: number, work: () => void) => () => void;
  readonly random: () => number;
}

const firstPause = 500;
const longestPause = 30_000;

/** Doubles from half a second to half a minute, spread by half so that not all come back at once. */
export const pauseBefore = (attempt: number, random: number): number =>
  Math.min(longestPause, firstPause * 2 ** (attempt - 1)) * (0.5 + random / 2);

/** As long as the server said, and a little more so that not all come back at once; else by the number of attempts. */
const pauseAfter = (error: unknown, attempts: number, random: number): number => {
  const asked = error instanceof Refusal ? error.waitFor : null;
  return asked === null ? pauseBefore(attempts, random) : asked + firstPause * random;
};

/**
 * Commands until their answer. Each keeps its id over every attempt, so that the server writes it once; those of one
 * compartment go one after another, so that nothing overtakes. Lives in memory; texts are drafts on the server besides.
 */
export class Outbox {
  private readonly entries = new Map<Id, Outgoing>();
  private readonly waiting = new Map<Id, () => void>();
  private readonly promises = new Map<
    Id,
    { resolve: (answer: CommandAnswer) => void; reject: (error: Refusal) => void }
  >();
  private readonly busy = new Set<Id>();
  private isHeld = false;

  constructor(private readonly parts: OutboxParts) {}

  /** Gives a command on its way. The promise ends with the answer, or with a refusal that somebody decided. */
  submit<K extends CommandKind>(
    kind: K,
    compartment: Id,
    memberVer: number,
    input: CommandInputs[K],
    after = 0,
  ): { id: Id; done: Promise<CommandAnswer> } {
    const command = { commandId: newId(), compartment, memberVer, kind, input } as Command;
    const done = new Promise<CommandAnswer>((resolve, reject) =>
      this.promises.set(command.commandId, { resolve, reject }),
    );
    // A refusal is on the screen beside the command; whoever wants the promise handles it too.
    done.catch(() => undefined);
    this.forgetArrived(compartment, after);
    this.put({ command, state: 'sending', problem: null, answer: null, attempts: 0, after });
    this.next(compartment);
    return { id: command.commandId, done };
  }

  all(): readonly Outgoing[] {
    return [...this.entries.values()];
  }

  get(id: Id): Outgoing | undefined {
    return this.entries.get(id);
  }

  /** What would be lost with the page: on its way, or refused and not looked at yet. */
  unsent(): readonly Outgoing[] {
    return this.all().filter((one) => one.state !== 'sent');
  }

  /** Takes an entry away: the person has seen the refusal, or the thing is in the stream. */
  discard(id: Id): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
    this.promises.delete(id);
    if (this.entries.delete(id)) this.parts.topics.touch('outbox');
  }

  /** The connection is back: what waits goes now. */
  wake(): void {
    this.isHeld = false;
    this.stopWaiting();
    for (const entry of this.entries.values()) if (isOpen(entry)) this.next(entry.command.compartment);
  }

  /** Nobody is signed in, or the screen is locked: what is here stays, and goes when its author is back. */
  hold(): void {
    this.isHeld = true;
    this.stopWaiting();
  }

  /** Nothing of a compartment goes any more; texts stay with their entries as refused. */
  close(compartment: Id, problem: Problem): void {
    for (const entry of this.entries.values())
      if (entry.command.compartment === compartment && entry.state !== 'sent') this.refuse(entry, problem);
  }

  clear(): void {
    this.stopWaiting();
    this.entries.clear();
    this.promises.clear();
    this.busy.clear();
    this.parts.topics.touch('outbox');
  }

  private next(compartment: Id): void {
    if (this.isHeld || this.busy.has(compartment)) return;
    const [entry] = this.openIn(compartment);
    if (!entry || this.waiting.has(entry.command.commandId)) return;
    this.busy.add(compartment);
    void this.attempt(entry).finally(() => {
      this.busy.delete(compartment);
      this.next(compartment);
    });
  }

  private async attempt(entry: Outgoing): Promise<void> {
    const id = entry.command.commandId;
    const attempts = entry.attempts + 1;
    try {
      const answer = await this.parts.send(entry.command);
      if (!this.entries.has(id)) return;
      this.put({ ...entry, state: 'sent', answer, attempts });
      this.promises.get(id)?.resolve(answer);
      this.promises.delete(id);
    } catch (error) {
      this.failed({ ...entry, attempts }, error);
    }
  }

  private failed(entry: Outgoing, error: unknown): void {
    const id = entry.command.commandId;
    if (!this.entries.has(id)) return;
    const problem = problemOf(error);
    if (error instanceof Refusal && isDecision(error)) return this.refuse(entry, problem);
    const state = isWait(problem) ? 'waiting' : 'sending';
    this.put({ ...entry, state, problem });
    // What stands behind it waits for the same.
    for (const one of this.openIn(entry.command.compartment)) this.put({ ...one, state, problem });
    if (this.isHeld) return;
    const cancel = this.parts.later(pauseAfter(error, entry.attempts, this.parts.random()), () => {
      this.waiting.delete(id);
      this.next(entry.command.compartment);
    });
    this.waiting.set(id, cancel);
  }

  private refuse(entry: Outgoing, problem: Problem): void {
    const id = entry.command.commandId;
    this.put({ ...entry, state: 'refused', problem });
    this.waiting.get(id)?.();
    this.waiting.delete(id);
    this.promises.get(id)?.reject(new Refusal(problem));
    this.promises.delete(id);
  }

  private openIn(compartment: Id): readonly Outgoing[] {
    return this.all().filter((one) => one.command.compartment === compartment && isOpen(one));
  }

  /** What the stream has long shown is not kept beside it. */
  private forgetArrived(compartment: Id, position: number): void {
    if (this.openIn(compartment).length > 0) return;
    for (const { command, answer } of this.entries.values())
      if (command.compartment === compartment && answer !== null && answer.seq <= position)
        this.entries.delete(command.commandId);
  }

  private stopWaiting(): void {
    for (const cancel of this.waiting.values()) cancel();
    this.waiting.clear();
  }

  private put(entry: Outgoing): void {
    this.entries.set(entry.command.commandId, entry);
    this.parts.topics.touch('outbox');
  }
}

const isOpen = ({ state }: Outgoing): boolean => state === 'sending' || state === 'waiting';

/** Who is asking is not a decision about what is asked: it goes again once they are signed in. */
const isDecision = (refusal: Refusal): boolean => !refusal.isTransient && refusal.problem.code !== 'unauthenticated';

const isWait = ({ code }: Problem): boolean => ['offline', 'unauthenticated', 'too_many'].includes(code);
