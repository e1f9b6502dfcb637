import type { LoggerService } from '@nestjs/common';
import { describeError } from './describe-error.js';
import type { Log } from './log.js';

/** Nest's own messages, in our format. */
export class NestLogger implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.target.debug(contextOf(rest), textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn(contextOf(rest), textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const error = [message, ...rest].find((part) => part instanceof Error);
    this.target.error({ ...contextOf(rest), ...(error && describeError(error)) }, textOf(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.target.fatal(contextOf(rest), textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.trace(contextOf(rest), textOf(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.target.trace(contextOf(rest), textOf(message));
  }
}

function contextOf(rest: readonly unknown[]): { from?: string } {
  const last = rest.at(-1);
  return typeof last === 'string' ? { from: last } : {};
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : 'error in the framework';
}
