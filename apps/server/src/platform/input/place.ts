import type { Id, Instant, Page } from '@liaison/contracts';
import { invalid, isId } from '@liaison/domain';
import { MaxLength } from 'class-validator';
import { isInstant } from './moments.js';

export const givenPlace = 'must be the place you were given';

/** Where a list goes on, as the page before said it; what it says is read by the functions below. */
export const IsPlace = (): PropertyDecorator => MaxLength(120, { message: givenPlace });

/** A page of what was found, where one more than fits was asked for; and where the next goes on. */
export function onePage<T>(found: readonly T[], size: number, after: (last: T) => string): Page<T> {
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, next: found.length > size && last ? after(last) : null };
}

export const afterInTime = ({ at, id }: { readonly at: Instant; readonly id: Id }): string => `${at}/${id}`;
/** From what is before a moment on: no id comes before this one. */
export const beforeInTime = (at: Instant): string => `${at}/00000000-0000-1000-8000-000000000000`;
export const afterInRegister = ({ ref, id }: { readonly ref: string; readonly id: Id }): string => `${ref}/${id}`;

const reference = /^[A-Z0-9]{1,12}-[0-9A-Z]{4}$/;

/** Where a page ordered by time goes on; anything that no page before it can have said is refused. */
export function placeInTime(next: string): { readonly at: string; readonly id: string } {
  const { first, id } = placeOf(next, isInstant);
  return { at: first, id };
}

/** Where a page ordered by reference goes on. */
export function placeInRegister(next: string): { readonly ref: string; readonly id: string } {
  const { first, id } = placeOf(next, (ref) => reference.test(ref));
  return { ref: first, id };
}

function placeOf(next: string, isFirst: (first: string) => boolean): { readonly first: string; readonly id: string } {
  const [first = '', id, ...more] = next.split('/');
  if (!isFirst(first) || !isId(id) || more.length > 0) throw invalid('next', givenPlace);
  return { first, id };
}
