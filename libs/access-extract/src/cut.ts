import { fieldDigest, objectsOf, type AccessRecord } from '@liaison/access-record';
import { ExtractError } from './fault.js';
import type { Line } from './line.js';

/** What an agency is shown of other agencies' people who touched its information, beside its own objects. */
export const shownOfOthers = ['operation', 'person', 'agency', 'role'] as const;

/** Throws unless the line shows all of its record that the agency's auditors may see. Its values are opened before. */
export function requireDisclosed(line: Line, record: AccessRecord, agency: string): void {
  const shown = Object.keys(line.disclosed);
  if (shown.length === 0) throw new ExtractError('erased', 'shows no field: they were erased, or are withheld');
  const isOwn = line.disclosed.agency?.value === agency;
  const absent = isOwn ? [] : [...shownOfOthers, objectsOf(agency)].filter((name) => !shown.includes(name));
  if (absent.length > 0) throw new ExtractError('undisclosed', `does not show ${absent.join(', ')}`);
  if (isOwn) requireAll(line, record);
}

/** Of its own people an agency sees everything: each digest has to be opened. */
function requireAll(line: Line, record: AccessRecord): void {
  const opened = new Set(
    Object.entries(line.disclosed).map(([name, { salt, value }]) => fieldDigest(salt, name, value)),
  );
  const closed = record.digests.filter((digest) => !opened.has(digest));
  if (closed.length > 0)
    throw new ExtractError('undisclosed', `does not show ${closed.length} of ${record.digests.length} fields`);
}
