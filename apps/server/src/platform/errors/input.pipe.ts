import { Injectable, ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldProblem } from '@liaison/domain';
import { takenAsIs } from '../input/taken-as-is.js';
import { refuseDangerousShape } from './shape.js';

/**
 * Turns input into its DTO class or refuses it field by field: unknown fields are refused, nothing is converted, no
 * value is repeated. The same pipe stands before HTTP and socket handlers.
 */
@Injectable()
class InputPipe extends ValidationPipe {
  /** A global pipe and a gateway's own both see the payload; the second must not do the work again. */
  private readonly done = new WeakSet<object>();

  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transformOptions: { enableImplicitConversion: false },
      validationError: { target: false, value: false },
      exceptionFactory: (errors: ValidationError[]) =>
        new DomainError('invalid', 'Some fields need mending.', {
          fields: errors.flatMap((error) => problemsOf(error, '')),
        }),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (isObject(value) && this.done.has(value)) return value;
    refuseDangerousShape(value);
    const made = shortWay(value, metadata) ?? (await this.longWay(value, metadata));
    if (isObject(made)) this.done.add(made);
    return made;
  }

  private longWay(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return super.transform(value ?? emptyFor(metadata), metadata) as Promise<unknown>;
  }
}

/** One for all doors: what one has checked the next need not check again. */
export const inputPipe = new InputPipe();

const shortWay = (value: unknown, { type, metatype }: ArgumentMetadata): object | undefined =>
  type === 'body' && metatype !== undefined ? takenAsIs(metatype as Type<object>, value) : undefined;

/** A missing body is refused field by field, like an empty one. */
function emptyFor(metadata: ArgumentMetadata): object | undefined {
  return metadata.type === 'body' && metadata.metatype !== undefined && metadata.metatype !== Object ? {} : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function problemsOf(error: ValidationError, parent: string): FieldProblem[] {
  const name = /^\d+$/.test(error.property) ? `[${error.property}]` : error.property;
  const path = parent === '' || name.startsWith('[') ? `${parent}${name}` : `${parent}.${name}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => ({
    path: safePath(path, rule),
    reason: reasonOf(rule, text),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, path))];
}

/** The name of a field that should not be there is input, and input is not repeated. */
function safePath(path: string, rule: string): string {
  return rule === 'whitelistValidation' ? path.slice(0, Math.max(0, path.lastIndexOf('.'))) : path;
}

function reasonOf(rule: string, text: string): string {
  return rule === 'whitelistValidation' ? 'holds a field that is not known here' : text;
}
