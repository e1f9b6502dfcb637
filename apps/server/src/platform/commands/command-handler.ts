import type { Actor, FactsOf } from '@liaison/authz';
import type { CommandInputs, CommandKind, Id } from '@liaison/contracts';
import type { Act, LockedStream, Tx } from '@liaison/persistence';
import { SetMetadata, type Type } from '@nestjs/common';

/** Everything one command happens in: the transaction, its record, and the stream under its row lock. */
export interface CommandScope {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly act: Act;
  /** The compartment that the command names. */
  readonly stream: LockedStream;
  /** Every stream locked for this command, the named one included, by compartment. */
  readonly streams: ReadonlyMap<Id, LockedStream>;
  readonly commandId: Id;
}

/** Where the event went, and the thing that was made. */
export interface Written {
  readonly seq: number;
  readonly eventId: Id;
  readonly id: Id | null;
}

/**
 * One kind of command: facts -> decide -> writes. `facts` reads what the policy asks for, under the lock; whoever runs
 * the command decides on it, compares audiences, and only then calls `write`.
 */
export interface CommandHandler<K extends CommandKind> {
  facts(scope: CommandScope, input: CommandInputs[K]): Promise<FactsOf<K>>;
  write(scope: CommandScope, input: CommandInputs[K]): Promise<Written>;
  /** Other compartments to lock beside the named one. */
  also?(input: CommandInputs[K]): readonly Id[];
  /** Locks that reach beyond what the author sees, taken before all others. */
  lockBefore?(tx: Tx, compartment: Id, input: CommandInputs[K]): Promise<unknown>;
}

export interface HandledCommand {
  readonly kind: CommandKind;
  /** The class-validator class of the input. */
  readonly input: Type<object>;
}

export const HANDLED_COMMAND = 'liaison:handled-command';

/** Marks a provider as the one handler of a kind of command. A kind with none, or with two, does not boot. */
export const HandlesCommand = <K extends CommandKind>(kind: K, input: Type<CommandInputs[K]>): ClassDecorator =>
  SetMetadata(HANDLED_COMMAND, { kind, input } satisfies HandledCommand);
