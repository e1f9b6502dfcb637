import { memberRoles, type MemberRole } from '@liaison/domain';
import { isDay } from '../platform/input/moments.js';

/** One line of a pasted list, read; `reason` when it cannot be. */
export type MemberLine =
  | { readonly line: number; readonly name: string; readonly role: MemberRole; readonly until: string | null }
  | { readonly line: number; readonly reason: string };

const mostLines = 200;
const isRole = (text: string): text is MemberRole => (memberRoles as readonly string[]).includes(text);

/** Reads `handle;role;until`, one person a line; the end date may be left out, empty lines are skipped. */
export function readMemberLines(text: string): readonly MemberLine[] {
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ line: index + 1, text: line.trim() }));
  const filled = lines.filter((one) => one.text !== '');
  const tooMany = filled.slice(mostLines).map(({ line }) => ({ line, reason: `more than ${mostLines} people` }));
  return [...filled.slice(0, mostLines).map(readLine), ...tooMany];
}

function readLine({ line, text }: { readonly line: number; readonly text: string }): MemberLine {
  const [name = '', role = '', until = '', ...more] = text.split(';').map((part) => part.trim());
  if (more.length > 0) return { line, reason: 'must be handle;role;until' };
  if (name === '') return { line, reason: 'must begin with a handle or sign-in name' };
  if (!isRole(role)) return { line, reason: `role must be one of ${memberRoles.join(', ')}` };
  if (until !== '' && !isDay(until)) return { line, reason: 'end date must be a day such as 2025-09-15' };
  return { line, name: name.replace(/^@/, '').toLowerCase(), role, until: until === '' ? null : until };
}
