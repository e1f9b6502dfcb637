import { limits, textProblem } from '@liaison/domain';
import { ValidateBy } from 'class-validator';

/** Each of a list is a text within its limit, on one line. */
export const IsTextEach = (limit: keyof typeof limits): PropertyDecorator => {
  const problemOf = (value: unknown): string | null =>
    typeof value === 'string' ? textProblem(value, { max: limits[limit] }) : 'must be text';
  return ValidateBy(
    {
      name: 'isTextEach',
      constraints: [limits[limit]],
      validator: {
        validate: (value) => problemOf(value) === null,
        defaultMessage: () => `must each be one line of 1 to ${limits[limit]} characters, without control characters`,
      },
    },
    { each: true },
  );
};
