import type { Id } from '@liaison/contracts';
import type { Act } from '@liaison/persistence';

/** Into the look-up's record: how many records it showed, and the first and the last of them. */
export function noteShown(act: Act, shown: readonly (Id | null)[]): void {
  act.note('records', shown.length);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first && last) act.note('first', first).note('last', last);
}
