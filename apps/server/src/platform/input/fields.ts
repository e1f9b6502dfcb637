import { isId, limits, textProblem } from '@liaison/domain';
import { applyDecorators, type Type } from '@nestjs/common';
import { Type as TransformTo } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsWhole, mostInt } from './numbers.js';

type Limit = keyof typeof limits;

/** A lower-case UUID. */
export const IsId = (options: { each?: boolean } = {}): PropertyDecorator =>
  ValidateBy({ name: 'isId', validator: { validate: isId, defaultMessage: () => 'must be an id' } }, options);

/** A list of ids, each once. */
export const AreIds = (least: number, most: number): PropertyDecorator => {
  const options = { message: `must be a list of ${least} to ${most} ids, each once` };
  return applyDecorators(
    IsArray(options),
    ArrayMinSize(least, options),
    ArrayMaxSize(most, options),
    ArrayUnique(options),
    IsId({ each: true }),
  );
};

/** A text within its limit, without control, bidirectional or (on one line) invisible characters; the reason says which of these failed. */
export const IsText = (limit: Limit, options: { multiline?: boolean } = {}): PropertyDecorator => {
  const problemOf = (value: unknown): string | null =>
    typeof value === 'string'
      ? textProblem(value, { max: limits[limit], multiline: options.multiline })
      : 'must be text';
  return ValidateBy({
    name: 'isText',
    constraints: [limits[limit]],
    validator: {
      validate: (value) => problemOf(value) === null,
      defaultMessage: (args) => problemOf(args?.value) ?? 'must be text',
    },
  });
};

/** One of a closed list, or with `each` a list of them; the reason names them all. */
export const IsOneOf = (values: readonly string[], options: { each?: boolean } = {}): PropertyDecorator =>
  IsIn(values, { ...options, message: `must be one of ${values.join(', ')}` });

/** The version on the person's screen; an older one is a conflict, never an overwrite. */
export const IsVersion = (): PropertyDecorator => IsWhole(1, mostInt, 'must be a version');

/** The field may be left out. Unlike class-validator's own, null is not the same as left out: it is a wrong type. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/**
 * An object, or with `each` a list of objects, checked by the rules of its class. Without the test for an object a list
 * in its place would be walked through and an empty one taken.
 */
export const IsNested = (of: () => Type<object>, options: { each?: boolean } = {}): PropertyDecorator =>
  applyDecorators(
    IsObject({ ...options, message: options.each ? 'must be a list of objects' : 'must be an object' }),
    ValidateNested(options),
    TransformTo(of),
    rememberNested(of),
  );

const nestedKey = 'liaison:nested';

const rememberNested =
  (of: () => Type<object>): PropertyDecorator =>
  (target, property) =>
    Reflect.defineMetadata(nestedKey, of, target, property);

/** The class that a nested field is checked by; undefined for any other field. */
export const nestedClassOf = (owner: Type<object>, property: string): Type<object> | undefined =>
  (Reflect.getMetadata(nestedKey, owner.prototype as object, property) as (() => Type<object>) | undefined)?.();
