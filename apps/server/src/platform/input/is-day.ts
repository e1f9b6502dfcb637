import { ValidateBy } from 'class-validator';

const shape = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that the calendar has, as `2025-09-15`. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !shape.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** A calendar day between 2000 and 2100. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => isDay(value) && value >= '2000-01-01' && value <= '2100-12-31',
      defaultMessage: () => 'must be a day such as 2025-09-15',
    },
  });
