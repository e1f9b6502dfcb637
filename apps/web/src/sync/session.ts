import type { DoorView, Id, Me, Problem } from '@liaison/contracts';
import type { Api } from './api.js';
import type { InputWatch } from './input-watch.js';
import { pauseBefore } from './outbox.js';
import { problemOf, Refusal } from './refusal.js';
import type { Tabs } from './tabs.js';

export type SessionState =
  /** With a problem, while the server cannot be asked who is there. */
  | { readonly at: 'starting'; readonly problem: Problem | null }
  | {
      readonly at: 'out';
      /** `untold`: signed out here, and the server could not be told yet. */
      readonly reason: 'none' | 'signed_out' | 'untold' | 'revoked' | 'expired';
      readonly problem: Problem | null;
    }
  | { readonly at: 'locked'; readonly me: Me | null }
  | { readonly at: 'in'; readonly me: Me };

export type Ended = 'signed_out' | 'revoked' | 'locked' | 'expired';

const idleAfter = 30 * 60_000;
const beat = 20_000;

export interface SessionParts {
  readonly api: Api;
  readonly input: InputWatch;
  readonly tabs: Tabs;
  readonly changed: () => void;
  /** Somebody is in. What another person had begun here has gone before. */
  readonly begun: () => void;
  /** The screen is covered, or nobody is in any more: what was read goes, what this person began stays for them. */
  readonly covered: () => void;
  /** Nothing of anybody stays. */
  readonly forgotten: () => void;
}

/** Who is in front of this page, and whether they may see anything now. */
export class Session {
  state: SessionState = { at: 'starting', problem: null };
  /** Said on every screen, the one for signing in included. */
  demonstration = false;
  /** Whose unsent words are in this page. */
  private owner: Id | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private attempts = 0;

  constructor(private readonly parts: SessionParts) {
    parts.api.onRefusal((problem) => this.noteRefusal(problem));
    parts.input.onInput(() => parts.tabs.tell({ kind: 'input' }));
    parts.tabs.hear('input', () => parts.input.noteElsewhere());
    parts.tabs.hear('session', ({ now }) => this.heardElsewhere(now));
  }

  get person(): Id | null {
    return this.state.at === 'in' ? this.state.me.person.id : null;
  }

  /** The first thing a page does: is somebody signed in here? Asked until somebody answers. */
  async start(): Promise<void> {
    this.timer ??= setInterval(() => this.tick(), beat);
    try {
      const { signedIn, demonstration } = await this.parts.api.get<DoorView>('/session');
      this.demonstration = demonstration;
      if (signedIn) this.begin(await this.parts.api.get<Me>('/me'));
      else this.become({ at: 'out', reason: 'none', problem: null });
    } catch (error) {
      this.notStarted(problemOf(error), error instanceof Refusal && error.isTransient);
    }
  }

  async signIn(signInName: string, password: string): Promise<void> {
    this.begin(await this.parts.api.post<Me>('/session', { signInName, password }));
    this.parts.tabs.tell({ kind: 'session', now: 'in' });
  }

  async unlock(password: string): Promise<void> {
    const me = await this.parts.api.post<Me>('/session/unlock', { password });
    this.parts.input.note();
    this.begin(me);
    this.parts.tabs.tell({ kind: 'session', now: 'in' });
  }

  /** Nothing is left here, whether or not the server can be told at once. */
  async signOut(): Promise<void> {
    const told = this.tellOut();
    this.leave('untold');
    this.parts.tabs.tell({ kind: 'session', now: 'out' });
    await told;
  }

  /** Covers the screen at once. Place, drafts and unsent words stay. */
  lock(): void {
    if (this.state.at !== 'in') return;
    const { me } = this.state;
    this.parts.covered();
    this.become({ at: 'locked', me });
    this.parts.tabs.tell({ kind: 'session', now: 'locked' });
  }

  /** What the server says as it closes the connection. */
  ended(reason: Ended): void {
    if (reason === 'locked') return this.lock();
    this.leave(reason);
  }

  /** After the link was lost: because the session is over, or only the connection? */
  async check(): Promise<void> {
    if (this.state.at === 'starting') return this.start();
    if (this.state.at === 'in') await this.parts.api.get('/me').catch(() => undefined);
  }

  private begin(me: Me): void {
    if (this.owner !== null && this.owner !== me.person.id) this.parts.forgotten();
    this.owner = me.person.id;
    this.attempts = 0;
    this.become({ at: 'in', me });
    this.parts.begun();
  }

  /** Whoever signs out takes everything along; whose session ended finds their unsent words when they are back. */
  private leave(reason: 'signed_out' | 'untold' | 'revoked' | 'expired'): void {
    this.parts.covered();
    if (reason === 'signed_out' || reason === 'untold') {
      this.owner = null;
      this.parts.forgotten();
    }
    this.become({ at: 'out', reason, problem: null });
  }

  private async tellOut(attempt = 1): Promise<void> {
    try {
      await this.parts.api.delete('/session');
    } catch (error) {
      if (error instanceof Refusal && error.isTransient) return this.tellOutLater(attempt);
    }
    if (this.isUntold) this.become({ at: 'out', reason: 'signed_out', problem: null });
  }

  private tellOutLater(attempt: number): void {
    setTimeout(() => this.isUntold && void this.tellOut(attempt + 1), pauseBefore(attempt, Math.random()));
  }

  private get isUntold(): boolean {
    return this.state.at === 'out' && this.state.reason === 'untold';
  }

  private notStarted(problem: Problem, isTransient: boolean): void {
    if (this.state.at !== 'starting') return;
    if (!isTransient)
      return this.become({ at: 'out', reason: 'none', problem: problem.code === 'unauthenticated' ? null : problem });
    this.become({ at: 'starting', problem });
    this.attempts += 1;
    setTimeout(() => this.state.at === 'starting' && void this.start(), pauseBefore(this.attempts, Math.random()));
  }

  private noteRefusal(problem: Problem): void {
    if (problem.code !== 'unauthenticated' || this.state.at === 'starting') {
      if (problem.reason === 'locked') this.become({ at: 'locked', me: null });
      return;
    }
    if (problem.reason === 'locked') return this.lock();
    if (problem.reason === 'wrong_password' || this.state.at === 'out') return;
    this.leave('expired');
  }

  /** Another window of this browser signed in or out, locked or unlocked: the session is one. */
  private heardElsewhere(now: 'in' | 'locked' | 'out'): void {
    if (now === 'out' && this.state.at !== 'out') this.leave('signed_out');
    if (now === 'locked' && this.state.at === 'in') this.lock();
    if (now === 'in') void this.comeIn();
  }

  /** Comes in as the server says who is there; where that is somebody else, nothing of the former stays. */
  private async comeIn(): Promise<void> {
    const me = await this.parts.api.get<Me>('/me').catch(() => null);
    if (!me || this.person === me.person.id) return;
    if (this.state.at === 'in') this.parts.covered();
    this.begin(me);
  }

  private tick(): void {
    if (this.state.at !== 'in') return;
    if (this.parts.input.idleFor() >= idleAfter) return this.lock();
    // The person reads and types without a request of their own: the server hears that they are there.
    if (this.parts.input.hasUntold) void this.parts.api.get('/me').catch(() => undefined);
  }

  private become(state: SessionState): void {
    this.state = state;
    this.parts.changed();
  }
}
