import { digestOf, isPadding, type Scope } from '@liaison/access-record';
import { formatLogKey, parsePolicy, type Checkpoint, type Policy } from '@liaison/transparency-log';
import { fileNames, isSame, unpack, type Files } from './container.js';
import { closedOf, requireDisclosed, type Closed } from './cut.js';
import { erasedMark } from './erased.js';
import { attempt, ExtractError, whereRecord, type Fault } from './fault.js';
import { openHead } from './head.js';
import { linesOf, parseLine, type Line } from './line.js';
import { formatManifest, manifestOf, markOf, type Manifest } from './manifest.js';
import { parseNames } from './names.js';
import { openLine, requireNumber, type OpenedLine } from './open-line.js';
import { faultsOfRange, isWithin, type Checked, type Span } from './range.js';
import type { Report, ReportedRecord } from './report.js';
import { pinned, requestOf, type Request } from './request.js';

/**
 * Checks an extract as a whole, with nothing but its bytes and, where there is one, the policy of whoever looks: without
 * it the best that can be said is `unconfirmed`. Never throws for what the bytes are.
 */
export function verifyExtract(bytes: Uint8Array, trusted: Policy | null): Report {
  const faults: Fault[] = [];
  const unpacked = attempt('the zip', faults, () => unpack(bytes));
  const files = unpacked?.files;
  for (const where of unpacked?.changed ?? [])
    faults.push({ kind: 'container', where, message: 'was changed after it was packed' });
  const enclosed = files && attempt('policy', faults, () => parsePolicy(textOf(files.policy)));
  const head = files && enclosed && attempt('checkpoint', faults, () => openHead(files.checkpoint, enclosed, trusted));
  const request = files && head && attempt('extract.json', faults, () => openRequest(files['extract.json'], head));
  const keys = enclosed?.logs.map(formatLogKey) ?? [];
  if (!files || !head || !request)
    return { outcome: 'refused', faults, keys, head: head ?? null, request: null, names: {}, records: [], around: 0 };
  const rows = checkLines(files, head, request, faults);
  const closed = rows.filter((row) => row.closed !== null);
  const isErased = erasedMark(closed.map(({ line }) => [line.n, Object.keys(line.disclosed)])) === request.erased;
  if (!isErased) faults.push(...faultsOfClosed(rows));
  faults.push(...faultsOfRange(rows, request), ...faultsOfFiles(files, request));
  const within = rows.filter(({ opened }) => !opened || isWithin(request, opened.record.at));
  const names = attempt('names.json', faults, () => parseNames(files['names.json'])) ?? {};
  attempt('manifest.json', faults, () => requireManifest(files, head, request, within.length));
  return {
    outcome: faults.length > 0 ? 'refused' : trusted ? 'clean' : 'unconfirmed',
    faults,
    keys,
    head,
    request,
    names,
    records: reported(within, faults, isErased),
    around: rows.length - within.length,
  };
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The record of the extract itself is shown whole, and stands in the extract's own scope. */
function openRequest(bytes: Uint8Array, head: Checkpoint): Request {
  const [only, ...more] = linesOf(bytes);
  if (!only || more.length > 0) throw new ExtractError('malformed', 'is not one line');
  const line = parseLine(only);
  const opened = openLine(line, head);
  const request = requestOf(line, opened);
  requireDisclosed(line, opened.record, request.agency);
  requireNumber(line, scopeOf(request));
  return request;
}

const scopeOf = ({ agency, operation }: Request): Scope => ({ kind: 'agency', agency, operation });

function checkLines(files: Files, head: Checkpoint, request: Request, faults: Fault[]): readonly Checked[] {
  const lines = attempt('records.jsonl', faults, () => linesOf(files['records.jsonl'])) ?? [];
  const rows: Checked[] = [];
  for (const [at, bytes] of lines.entries()) {
    if (faults.length >= enoughFaults) {
      const message = `has more than ${enoughFaults} faults: from line ${at + 1} on it was not looked at`;
      faults.push({ kind: 'malformed', where: 'records.jsonl', message });
      break;
    }
    const line = attempt(`records.jsonl, line ${at + 1}${numberAfter(rows, at)}`, faults, () => parseLine(bytes));
    if (!line) continue;
    const where = whereRecord(line.n);
    const opened = attempt(where, faults, () => openLine(line, head));
    attempt(where, faults, () => requireNumber(line, scopeOf(request)));
    const closed = opened && attempt(where, faults, () => closedWithin(line, opened, request, request.agency));
    rows.push({ line, opened, closed });
  }
  return rows;
}

/** What nobody reads to the end. */
const enoughFaults = 1_000;

/** Which record a line is of that cannot be read: numbers are gapless. */
function numberAfter(rows: readonly Checked[], at: number): string {
  const before = rows.at(-1)?.line.n;
  return before !== undefined && rows.length === at ? `, ${whereRecord(before + 1)}` : '';
}

function closedWithin(line: Line, { record }: OpenedLine, span: Span, agency: string): Closed | null {
  if (isWithin(span, record.at)) return closedOf(line, record, agency);
  if (Object.keys(line.disclosed).length > 0)
    throw new ExtractError('outside', `is of ${record.at.toISOString()}, beyond the range, and shows fields`);
  return null;
}

/** What is closed is not what the extract's own record says was erased: whatever is missing may have been left out. */
function faultsOfClosed(rows: readonly Checked[]): readonly Fault[] {
  const found = rows.flatMap(({ line, closed }) =>
    closed ? [{ kind: closed.fault.kind, where: whereRecord(line.n), message: closed.fault.message }] : [],
  );
  if (found.length > 0) return found.slice(0, enoughFaults);
  return [{ kind: 'altered', where: 'records.jsonl', message: 'shows what its own record says was erased' }];
}

function faultsOfFiles(files: Files, { digests }: Request): readonly Fault[] {
  return (['readme', 'look', 'policy', 'names'] as const)
    .filter((name) => digestOf(files[pinned[name]]) !== digests[name])
    .map((name) => ({ kind: 'altered', where: pinned[name], message: 'is not the one that was packed' }));
}

function requireManifest(files: Files, { origin }: Checkpoint, request: Request, records: number): void {
  const wanted = formatManifest(manifestOf(request, { origin, records, files: marksOf(files) }));
  if (!isSame(wanted, files['manifest.json'])) throw new ExtractError('altered', 'does not say what the extract holds');
}

const marksOf = (files: Files): Manifest['files'] =>
  Object.fromEntries(fileNames.filter((name) => name !== 'manifest.json').map((name) => [name, markOf(files[name])]));

function reported(rows: readonly Checked[], faults: readonly Fault[], isErased: boolean): readonly ReportedRecord[] {
  const found = new Map<string, Fault[]>();
  for (const fault of faults) {
    const known = found.get(fault.where);
    if (known) known.push(fault);
    else found.set(fault.where, [fault]);
  }
  return rows.map(({ line, opened, closed }) => ({
    n: line.n,
    entry: opened?.index ?? null,
    record: opened?.record ?? null,
    shown: Object.fromEntries(
      Object.entries(line.disclosed).flatMap(([name, { value }]) => (isPadding(name) ? [] : [[name, value] as const])),
    ),
    faults: found.get(whereRecord(line.n)) ?? [],
    erased: isErased && closed && opened ? closed.fields || opened.record.digests.length : 0,
  }));
}
