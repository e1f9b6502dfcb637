import { Injectable } from '@nestjs/common';
import type { Command } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { inputPipe } from '../platform/errors/input.pipe.js';
import type { CommandDto } from './command.dto.js';
import { Handlers } from './handlers.js';

/** Checks a command's input against the class of its kind, with the same pipe that checked the envelope. */
@Injectable()
export class ReadCommand {
  constructor(private readonly handlers: Handlers) {}

  async read(envelope: CommandDto): Promise<Command> {
    const metatype = this.handlers.inputOf(envelope.kind);
    try {
      const input: unknown = await inputPipe.transform(envelope.input, { type: 'body', metatype });
      return { ...envelope, input } as Command;
    } catch (error) {
      throw below('input', error);
    }
  }
}

/** The fields of the input are named from the envelope: `input.title`. */
function below(parent: string, error: unknown): unknown {
  if (!(error instanceof DomainError) || !error.fields) return error;
  const fields = error.fields.map(({ path, reason }) => ({ path: path === '' ? parent : `${parent}.${path}`, reason }));
  return new DomainError(error.code, error.detail, { reason: error.reason, fields });
}
