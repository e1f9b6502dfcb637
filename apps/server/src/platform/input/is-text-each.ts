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
        defaultMessage: (args) => {
          const values: readonly unknown[] = Array.isArray(args?.value) ? args.value : [];
          const at = values.findIndex((value) => problemOf(value) !== null);
          return `must each be text: the ${at + 1}. ${problemOf(values[at])}`;
        },
      },
    },
    { each: true },
  );
};
