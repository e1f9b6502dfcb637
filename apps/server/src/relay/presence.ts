import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id } from '@liaison/contracts';
import { insidersOfEach, UnitOfWork } from '@liaison/persistence';
import { idsIn, type Hint } from '../platform/hints/hint.js';
import { believedFor, Hints } from '../platform/hints/hints.js';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import type { LiaisonServer } from './client.js';
import { Clients } from './clients.js';
import { Elsewhere } from './elsewhere.js';
import { Paced } from './paced.js';

/** Between two tellings of a compartment; a whole list to everybody grows with the square of a room that fills. */
const shortestRest = 250;
const namesPerMillisecond = 100;

/** Who has a compartment open now: told to those who are in it at this moment, volatile, and kept nowhere. */
@Injectable()
export class Presence implements OnModuleInit {
  private readonly due = new Paced<Id>((compartments) => this.tellAll(compartments));
  private readonly elsewhere = new Elsewhere(believedFor);
  /** What the other processes were told last. */
  private readonly told = new Map<Id, ReadonlySet<Id>>();
  private server: LiaisonServer | null = null;

  constructor(
    private readonly clients: Clients,
    private readonly unitOfWork: UnitOfWork,
    private readonly hints: Hints,
  ) {}

  onModuleInit(): void {
    this.hints.onHint((hint, from) => this.hear(hint, from));
    this.hints.onBeat(() => this.beat());
  }

  attach(server: LiaisonServer): void {
    this.server = server;
  }

  /** Several changes of one turn, and all that come soon after a telling, are told once. */
  changed(compartment: Id): void {
    this.due.ask(compartment);
  }

  private hear(hint: Hint, from: string): void {
    const [compartment = '', person = ''] = idsIn(hint);
    if (hint === 'who') this.repeat();
    if (hint.startsWith('there:') && this.elsewhere.there(from, compartment, person, performance.now()))
      this.changed(compartment);
    if (hint.startsWith('gone:') && this.elsewhere.gone(from, compartment, person)) this.changed(compartment);
  }

  private beat(): void {
    for (const compartment of this.elsewhere.expire(performance.now())) this.changed(compartment);
    // Who was put out of a compartment has not closed anything.
    for (const [compartment, people] of this.told)
      if (this.openHere(compartment).size !== people.size) this.changed(compartment);
    this.repeat();
  }

  /** Everything again, for whoever has just come or has missed a word. */
  private repeat(): void {
    for (const [compartment, people] of this.told)
      this.hints.tell([...people].map((person): Hint => `there:${compartment}:${person}`));
  }

  private tellAll(compartments: readonly Id[]): void {
    for (const compartment of compartments) this.tellOthers(compartment);
    this.tell(compartments).catch((error: unknown) => rootLog.warn(describeError(error), 'presence not told'));
  }

  /** What has changed since they were told. */
  private tellOthers(compartment: Id): void {
    const before = this.told.get(compartment) ?? new Set();
    const now = this.openHere(compartment);
    if (now.size === 0) this.told.delete(compartment);
    else this.told.set(compartment, now);
    const come = [...now].filter((person) => !before.has(person));
    const left = [...before].filter((person) => !now.has(person));
    this.hints.tell([
      ...come.map((person): Hint => `there:${compartment}:${person}`),
      ...left.map((person): Hint => `gone:${compartment}:${person}`),
    ]);
  }

  /** Of those whose agency lets it be seen. */
  private openHere(compartment: Id): ReadonlySet<Id> {
    const open = this.clients
      .of(`compartment:${compartment}`)
      .filter((client) => [...client.open.values()].some((one) => one.compartment === compartment && one.shown));
    return new Set(open.map((client) => client.actor.person));
  }

  /**
   * Asked of the database each time, of those who hear and of those who are told of: a subscriber who was removed a
   * moment ago hears nothing of the others, and whatever another process says makes nobody present who is not in.
   */
  private async tell(compartments: readonly Id[]): Promise<void> {
    const asked = compartments
      .filter((compartment) => this.clients.of(`compartment:${compartment}`).length > 0)
      .map((compartment) => ({ compartment, persons: this.concerned(compartment) }));
    if (asked.length === 0) return;
    const inside = await this.unitOfWork.look((tx) => insidersOfEach(tx, asked));
    for (const { compartment } of asked) this.say(compartment, inside.get(compartment) ?? new Set());
  }

  private concerned(compartment: Id): readonly Id[] {
    const here = this.clients.of(`compartment:${compartment}`).map((client) => client.actor.person);
    return [...new Set([...here, ...this.elsewhere.people(compartment)])];
  }

  private say(compartment: Id, inside: ReadonlySet<Id>): void {
    const present = new Set([...this.openHere(compartment), ...this.elsewhere.people(compartment)]);
    const people = [...present].filter((person) => inside.has(person)).sort();
    const sockets = this.clients
      .of(`compartment:${compartment}`)
      .filter((client) => inside.has(client.actor.person))
      .map((client) => client.socket.id);
    if (sockets.length > 0) this.server?.to(sockets).volatile.emit('presence', { compartment, people });
    this.due.rest(compartment, shortestRest + (people.length * sockets.length) / namesPerMillisecond);
  }
}
