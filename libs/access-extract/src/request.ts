import { ExtractError } from './fault.js';
import type { Line } from './line.js';
import type { OpenedLine } from './open-line.js';

/** The act under which an extract is recorded. */
export const extractAct = 'log.extract';

/** The files that the record of an extract pins by their digests. */
export const pinned = { readme: 'README.txt', look: 'LOOK.html', policy: 'policy', names: 'names.json' } as const;

/**
 * What was asked for: as the extract's own access record says, which stands in the log like any other. So the range and
 * the scope of an extract cannot be told otherwise afterwards.
 */
export interface Request {
  readonly agency: string;
  readonly person: string;
  /** Null: the records that belong to no operation. */
  readonly operation: string | null;
  readonly from: Date;
  readonly to: Date;
  /** Numbers in the scope, of the first and the last line. */
  readonly first: number;
  readonly last: number;
  readonly at: Date;
  /** SHA-256 of the pinned files, base64url. */
  readonly digests: Readonly<Record<keyof typeof pinned, string>>;
  /** `erasedMark` of what was erased of the range by then. */
  readonly erased: string | null;
}

/** The request that a line discloses; that the line is genuine is for others to check. */
export function requestOf(line: Line, { record }: Pick<OpenedLine, 'record'>): Request {
  if (record.act !== extractAct || record.class !== 'log_access' || record.outcome !== 'success')
    throw new ExtractError('malformed', 'is not the record of an extract');
  const value = (name: string): unknown => line.disclosed[name]?.value;
  const detail = value('detail') as Readonly<Record<string, unknown>> | undefined;
  const operation = value('operation');
  return {
    agency: textIn(value('agency'), 'agency'),
    person: textIn(value('person'), 'person'),
    operation: operation === null ? null : textIn(operation, 'operation'),
    from: instantIn(detail?.from, 'from'),
    to: instantIn(detail?.to, 'to'),
    first: numberIn(detail?.first, 'first'),
    // Where nothing stands behind the range, the record of the extract itself does.
    last: detail?.last === undefined ? line.n : numberIn(detail.last, 'last'),
    at: record.at,
    digests: {
      readme: textIn(detail?.readme, 'readme'),
      look: textIn(detail?.look, 'look'),
      policy: textIn(detail?.policy, 'policy'),
      names: textIn(detail?.names, 'names'),
    },
    erased: detail?.erased === undefined ? null : textIn(detail.erased, 'erased'),
  };
}

function textIn(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new ExtractError('undisclosed', `does not say ${name}`);
  return value;
}

function numberIn(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value)) throw new ExtractError('undisclosed', `does not say ${name}`);
  return value as number;
}

function instantIn(value: unknown, name: string): Date {
  const at = new Date(textIn(value, name));
  if (Number.isNaN(at.getTime()) || at.toISOString() !== value)
    throw new ExtractError('malformed', `${name} is no moment`);
  return at;
}
