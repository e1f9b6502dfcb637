import { fieldDigest, objectsOf, type AccessRecord } from '@liaison/access-record';
import { ExtractError } from './fault.js';
import type { Line } from './line.js';

/** What an agency is shown of other agencies' people who touched its information, beside its own objects. */
export const shownOfOthers = ['operation', 'person', 'agency', 'role'] as const;

/** Fields that a line does not show although its agency may see them. */
export interface Closed {
  /** How many; 0 where it shows none at all. */
  readonly fields: number;
  /** Of which kind it is where they were not erased. */
  readonly fault: ExtractError;
}

/** Null where the line shows all of its record that the agency's auditors may see. Its values are opened before. */
export function closedOf(line: Line, record: AccessRecord, agency: string): Closed | null {
  const shown = Object.keys(line.disclosed);
  if (shown.length === 0)
    return { fields: 0, fault: new ExtractError('erased', 'shows no field: they were erased, or are withheld') };
  if (line.disclosed.agency?.value === agency) return closedOfOwn(line, record);
  const absent = [...shownOfOthers, objectsOf(agency)].filter((name) => !shown.includes(name));
  return absent.length === 0 ? null : undisclosed(absent.length, absent.join(', '));
}

/** Throws unless nothing is closed. */
export function requireDisclosed(line: Line, record: AccessRecord, agency: string): void {
  const closed = closedOf(line, record, agency);
  if (closed) throw closed.fault;
}

/** Of its own people an agency sees everything: each digest has to be opened. */
function closedOfOwn(line: Line, record: AccessRecord): Closed | null {
  const opened = new Set(
    Object.entries(line.disclosed).map(([name, { salt, value }]) => fieldDigest(salt, name, value)),
  );
  const closed = record.digests.filter((digest) => !opened.has(digest)).length;
  return closed === 0 ? null : undisclosed(closed, `${closed} of ${record.digests.length} fields`);
}

const undisclosed = (fields: number, what: string): Closed => ({
  fields,
  fault: new ExtractError('undisclosed', `does not show ${what}`),
});
