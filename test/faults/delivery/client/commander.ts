import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, CommandAnswer, CommandInputs, CommandKind, Id, Problem, StreamName } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { History } from '../history.js';
import type { Random } from '../random.js';
import { askAgainAfter, isRefused } from './door.js';
import type { ReferenceClient } from './reference-client.js';

interface Envelope {
  readonly commandId: string;
  readonly compartment: string;
  readonly memberVer: number;
  readonly kind: CommandKind;
  readonly input: object;
}

/** Sends a command by either door until there is an answer, always with the same id. */
export class Commander {
  constructor(
    private readonly client: ReferenceClient,
    private readonly history: History,
    private readonly random: Random,
  ) {}

  /** The answer, or null when it was refused. Rejects only when told to stop. */
  async run<K extends CommandKind>(
    stream: StreamName,
    kind: K,
    input: CommandInputs[K],
    until: AbortSignal,
  ): Promise<CommandAnswer | null> {
    const commandId = newId();
    const compartment = stream.slice('compartment:'.length);
    const memberVer = this.client.logs.get(stream)?.memberVer ?? 1;
    const envelope = { commandId, compartment, memberVer, kind, input };
    for (;;) {
      until.throwIfAborted();
      const answer = await this.attempt(stream, envelope);
      if (answer === null) await pause(100 + this.random.next() * 400);
      else if (answer.ok) return answer.result;
      else if (askAgainAfter(answer.error) === null) return null;
      else await pause((askAgainAfter(answer.error) ?? 0) * (1 + this.random.next()));
    }
  }

  /** Null when nothing came back, or nobody was there to be asked. */
  private async attempt(
    stream: StreamName,
    envelope: Envelope,
  ): Promise<Answer<{ readonly result: CommandAnswer }> | null> {
    const door = this.client.ready && this.random.chance(0.7) ? 'socket' : 'http';
    const { number: client } = this.client;
    const { commandId: command, kind: what, input } = envelope;
    const about = (input as { readonly message?: Id }).message;
    this.history.note({ kind: 'sent', client, command, stream, what, door, ...(about !== undefined && { about }) });
    try {
      const answer = await (door === 'socket' ? this.bySocket(envelope) : this.byHttp(envelope));
      if (answer.ok) {
        const { seq, eventId: event } = answer.result;
        this.history.note({ kind: 'acknowledged', client, command, stream, seq, event });
      } else if (askAgainAfter(answer.error) === null)
        this.history.note({ kind: 'refused', client, command, stream, code: codeOf(answer.error) });
      return answer;
    } catch {
      if (door === 'socket') this.client.reconnect();
      return null;
    }
  }

  private bySocket(envelope: Envelope): Promise<Answer<{ readonly result: CommandAnswer }>> {
    return this.client.ask('command', envelope);
  }

  private async byHttp(envelope: Envelope): Promise<Answer<{ readonly result: CommandAnswer }>> {
    const { commandId, compartment, ...body } = envelope;
    const path = `/compartments/${compartment}/commands`;
    const answer = await this.client.door.call<CommandAnswer & Problem>('POST', path, body, {
      'Idempotency-Key': commandId,
    });
    return isRefused(answer.status) ? { ok: false, error: answer.body } : { ok: true, result: answer.body };
  }
}

const codeOf = ({ code, reason }: Problem): string => (reason === undefined ? code : `${code} ${reason}`);
