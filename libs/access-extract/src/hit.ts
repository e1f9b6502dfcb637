import { fileNames } from './container.js';
import { recordAt, type Fault, type FaultKind } from './fault.js';

/** A record with one of these is not as the log holds it. */
const ofRecord: ReadonlySet<FaultKind> = new Set(['digest', 'inconsistent', 'malformed', 'scope']);
/** What nobody reads to the end. */
const mostTold = 10;

/** Which files and which records were changed, in sentences for people. */
export function hitWords(faults: readonly Fault[]): readonly string[] {
  const of = (kind: FaultKind): readonly string[] =>
    fileNames.filter((name) => faults.some((fault) => fault.where === name && fault.kind === kind));
  // Where bytes were changed, a list of contents that does not agree any more is none.
  const files = of('container').length > 0 ? of('container') : of('altered');
  const records = new Set(faults.flatMap(({ kind, where }) => (ofRecord.has(kind) ? (recordAt(where) ?? []) : [])));
  const told = [
    ...files.map((name) => `The file ${name} was changed after the extract was made.`),
    ...Array.from(records, (n) => `Record ${n} is not what the access log holds.`),
  ];
  const more = told.length - mostTold;
  return more > 0 ? [...told.slice(0, mostTold), `And ${more} more.`] : told;
}
