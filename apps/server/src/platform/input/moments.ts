import { invalid } from '@liaison/domain';
import { isTimeZone, ValidateBy } from 'class-validator';

const dayShape = /^\d{4}-\d{2}-\d{2}$/;
/** A day, a time to the minute or finer, and how far from UTC: no more than the world's clocks are, and PostgreSQL takes. */
const instantShape =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;
const lastDay = '2100-12-31';

/** True for a day that the calendar has, as `2025-09-15`, from 2000 (or `first`) to 2100. */
export function isDay(value: unknown, first = '2000-01-01'): value is string {
  if (typeof value !== 'string' || !dayShape.test(value) || value < first || value > lastDay) return false;
  const time = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** True for a moment, as `2025-09-15T08:00:00Z`: the one reading of it, that JavaScript and PostgreSQL share. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && isDay(instantShape.exec(value)?.[1]);

/** A day is its beginning in UTC. */
export const momentOf = (asked: string): string => (isDay(asked) ? `${asked}T00:00:00.000Z` : asked);

/** Two moments or days, those that were given. Throws `invalid` where the second is not after the first. */
export function spanOf(from?: string, to?: string): { readonly from?: string; readonly to?: string } {
  const span = { ...(from !== undefined && { from: momentOf(from) }), ...(to !== undefined && { to: momentOf(to) }) };
  if (span.from !== undefined && span.to !== undefined && Date.parse(span.from) >= Date.parse(span.to))
    throw invalid('to', 'must be after from');
  return span;
}

const rule = (name: string, validate: (value: unknown) => boolean, message: string): PropertyDecorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => message } });

/** A calendar day between 2000 and 2100; `since` for what may lie further back. */
export const IsDay = (options: { since?: string } = {}): PropertyDecorator =>
  rule('isDay', (value) => isDay(value, options.since), 'must be a day such as 2025-09-15');

/** A moment. */
export const IsInstant = (): PropertyDecorator =>
  rule('isInstant', isInstant, 'must be an instant such as 2025-09-15T08:00:00Z');

/** A moment, or a day for its beginning. */
export const IsDayOrInstant = (): PropertyDecorator =>
  rule(
    'isDayOrInstant',
    (value) => isDay(value) || isInstant(value),
    'must be a day or an instant such as 2025-09-15T08:00:00Z',
  );

/** As the time zone database names places; an offset has two readings, and is none. */
const zoneShape = /^(?:UTC|[A-Za-z_]{2,20}(?:\/[A-Za-z0-9_+-]{1,30}){1,2})$/;

/** A time zone by its IANA name. */
export const IsZone = (): PropertyDecorator =>
  rule(
    'isZone',
    (value) => typeof value === 'string' && zoneShape.test(value) && isTimeZone(value),
    'must be a time zone such as Europe/Amsterdam, or UTC',
  );
