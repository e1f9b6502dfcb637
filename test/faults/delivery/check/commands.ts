import type { CommandKind, CompartmentEventKind, Id, StreamName } from '@liaison/contracts';
import type { Entry } from '../history.js';
import type { StoredEvent } from '../table.js';
import type { Findings } from './findings.js';
import { Each } from './highest.js';
import type { Stored } from './stored.js';

type Said<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

interface Sent {
  readonly stream: StreamName;
  readonly what: CommandKind;
  readonly at: number;
  answered: Said<'acknowledged'> | null;
  refused: string | null;
}

/** The event that is the effect of a command. */
const effects: Partial<Record<CommandKind, CompartmentEventKind>> = {
  'thread.start': 'thread.started',
  'message.post': 'message.posted',
  'message.edit': 'message.edited',
  'message.retract': 'message.retracted',
  'message.acknowledge': 'message.acknowledged',
};

/** Every command has at most one effect, and each acknowledgement names it. */
export class CommandsCheck {
  private readonly sent = new Map<Id, Sent>();

  constructor(
    private readonly stored: Stored,
    private readonly findings: Findings,
  ) {}

  get size(): number {
    return this.sent.size;
  }

  take(entry: Entry): void {
    if (entry.kind === 'sent' && !this.sent.has(entry.command))
      this.sent.set(entry.command, {
        stream: entry.stream,
        what: entry.what,
        at: entry.t,
        answered: null,
        refused: null,
      });
    const refused = entry.kind === 'refused' ? this.sent.get(entry.command) : undefined;
    if (refused && entry.kind === 'refused') refused.refused = entry.code;
    if (entry.kind === 'acknowledged') this.acknowledge(entry);
  }

  finish(): void {
    const effectsOf = this.effectsByCommand();
    for (const [command, sent] of this.sent) {
      const effect = effectsOf.all.get(command) ?? [];
      if (effect.length > 1) this.findings.add('doubled', `${sent.what} ${command}: ${effect.length} effects`);
      if (sent.answered) this.requireStored(command, sent, sent.answered);
      else if (sent.refused === null) this.findings.add('unanswered', `${sent.what} ${command}`);
      else if (effect.length > 0) this.findings.add('refused-but-stored', `${command}: ${sent.refused}`);
    }
    this.requireRealTimeOrder();
  }

  private acknowledge(entry: Said<'acknowledged'>): void {
    const sent = this.sent.get(entry.command);
    if (!sent) return this.findings.add('phantom', `${entry.command} was acknowledged and never sent`);
    const before = sent.answered;
    if (before && (before.seq !== entry.seq || before.event !== entry.event))
      this.findings.add('doubled', `${entry.command} was acknowledged as ${before.seq} and as ${entry.seq}`);
    sent.answered ??= entry;
  }

  private requireStored(command: Id, sent: Sent, { seq, event }: Said<'acknowledged'>): void {
    const found = this.stored.at(sent.stream, seq);
    if (found?.id === event && found.command === command && found.kind === effects[sent.what]) return;
    this.findings.add(
      'lost',
      `${sent.what} ${command}: acknowledged as ${sent.stream} ${seq}, there is ${seen(found)}`,
    );
  }

  private effectsByCommand(): Each<StoredEvent[]> {
    const byCommand = new Each<StoredEvent[]>(() => []);
    for (const events of this.stored.table.streams.values())
      for (const event of events) {
        const sent = event.command === null ? undefined : this.sent.get(event.command);
        if (event.command !== null && sent && effects[sent.what] === event.kind)
          byCommand.of(event.command).push(event);
      }
    return byCommand;
  }

  /** In each stream, what was acknowledged before something else was sent has the smaller number. */
  private requireRealTimeOrder(): void {
    const streams = new Each<{ command: Id; at: number; done: number; seq: number }[]>(() => []);
    for (const [command, { stream, at, answered }] of this.sent)
      if (answered) streams.of(stream).push({ command, at, done: answered.t, seq: answered.seq });
    for (const all of streams.all.values()) {
      const byEnd = [...all].sort((a, b) => a.done - b.done);
      let next = 0;
      let highest = { seq: 0, command: '' };
      for (const one of all.sort((a, b) => a.at - b.at)) {
        for (; (byEnd[next]?.done ?? Infinity) < one.at; next += 1)
          if ((byEnd[next]?.seq ?? 0) > highest.seq) highest = byEnd[next] ?? highest;
        if (one.seq < highest.seq)
          this.findings.add('real-time', `${one.command} has ${one.seq}, ${highest.command} before it ${highest.seq}`);
      }
    }
  }
}

const seen = (event: StoredEvent | undefined): string =>
  event ? `${event.kind} ${event.id} of ${event.command ?? 'no command'}` : 'nothing';
