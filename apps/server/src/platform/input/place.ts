import { invalid, isId } from '@liaison/domain';
import { isInstant } from './moments.js';

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
  if (!isFirst(first) || !isId(id) || more.length > 0) throw invalid('next', 'must be the place you were given');
  return { first, id };
}
