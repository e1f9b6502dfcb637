import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { CommandKind } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { HANDLED_COMMAND, type CommandHandler, type HandledCommand } from '../platform/commands/command-handler.js';

interface Entry {
  readonly handler: CommandHandler<CommandKind>;
  readonly input: Type<object>;
}

/** Every kind of command and its one handler, found at boot among the features' providers. */
@Injectable()
export class Handlers implements OnModuleInit {
  private readonly byKind = new Map<string, Entry>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { metatype, instance } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function') continue;
      const handled = Reflect.getMetadata(HANDLED_COMMAND, metatype) as HandledCommand | undefined;
      if (!handled) continue;
      if (this.byKind.has(handled.kind)) throw new Error(`two handlers for ${handled.kind}`);
      this.byKind.set(handled.kind, { handler: instance as CommandHandler<CommandKind>, input: handled.input });
    }
  }

  of(kind: CommandKind): CommandHandler<CommandKind> {
    return this.entry(kind).handler;
  }

  /** The class whose decorators say what the input of this kind may be. */
  inputOf(kind: string): Type<object> {
    return this.entry(kind).input;
  }

  kinds(): readonly string[] {
    return [...this.byKind.keys()].sort();
  }

  private entry(kind: string): Entry {
    const found = this.byKind.get(kind);
    if (found) return found;
    throw new DomainError('invalid', 'Some fields need mending.', {
      fields: [{ path: 'kind', reason: 'is no kind of command' }],
    });
  }
}
