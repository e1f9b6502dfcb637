import { isId, limits, textProblem } from '@liaison/domain';
import { Max, Min, IsInt, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

type Limit = keyof typeof limits;

/** A lower-case UUID. */
export const IsId = (options: { each?: boolean } = {}): PropertyDecorator =>
  ValidateBy({ name: 'isId', validator: { validate: isId, defaultMessage: () => 'must be an id' } }, options);

/** A text within its limit, without control or bidirectional characters; the reason says which of these failed. */
export const IsText = (limit: Limit, options: { multiline?: boolean } = {}): PropertyDecorator => {
  const problemOf = (value: unknown): string | null =>
    typeof value === 'string'
      ? textProblem(value, { max: limits[limit], multiline: options.multiline })
      : 'must be text';
  return ValidateBy({
    name: 'isText',
    validator: {
      validate: (value) => problemOf(value) === null,
      defaultMessage: (args) => problemOf(args?.value) ?? 'must be text',
    },
  });
};

/** The version on the person's screen; an older one is a conflict, never an overwrite. */
export const IsVersion = (): PropertyDecorator =>
  applyDecorators(
    IsInt({ message: 'must be a version' }),
    Min(1, { message: 'must be a version' }),
    Max(2_147_483_647, { message: 'must be a version' }),
  );
