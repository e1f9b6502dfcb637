import type { DecodedPiece } from './decode-text.js';
import type { Dropped, FieldError, Findings, FoundDigest, FoundRow, OriginOf } from './findings.js';
import { JsonWalk, type Container, type JsonVisitor, type Scalar } from './json-walk.js';
import { Seen } from './seen.js';
import { Unreadable } from './unreadable.js';
import { caseFields, CaseTally } from './vics-case.js';
import { checkedOnly, entryFields, readEntry, stoodIn, textOf } from './vics-entry.js';

const mostErrors = 10_000;
const known: ReadonlySet<string> = new Set<string>([...caseFields, ...entryFields]);
/** Annotations of the envelope's notation (OData) are no fields of anything. */
const isAnnotation = (name: string): boolean => name.includes('odata.');

export interface VicsReading {
  readonly originOf: OriginOf;
  /** External reference of the one dataset that a bare list of media becomes. */
  readonly reference: string | null;
  readonly dropped: Dropped;
  readonly onBytes: (bytes: number) => void;
}

/** Findings of a VICS manifest (2.0, and the envelope of 1.3), piece by piece. */
export async function* readVics(pieces: AsyncIterable<DecodedPiece>, reading: VicsReading): AsyncGenerator<Findings> {
  const manifest = new Manifest(reading);
  const walk = new JsonWalk(manifest);
  manifest.placeNow = () => walk.place();
  let bytes = 0;
  let begun = false;
  for await (const piece of pieces) {
    bytes = piece.bytes;
    const text: string = begun ? piece.text : piece.text.replace(/^[\s\uFEFF]+/u, '');
    if (!begun && text !== '' && !'{['.includes(text.charAt(0)))
      throw new Unreadable('This is no JSON. Is it a table? Then import it as CSV.', 'beginning');
    begun ||= text !== '';
    walk.push(text, bytes);
    reading.onBytes(bytes);
    yield manifest.take();
  }
  walk.end(bytes);
  yield manifest.finish();
}

type Role = 'envelope' | 'list' | 'element' | 'media' | 'medium' | 'other';

/** Knows by its place what each thing in a manifest is, and keeps of it what may be kept. */
class Manifest implements JsonVisitor {
  placeNow = (): string => '';
  private readonly roles: Role[] = [];
  private rows: FoundRow[] = [];
  private digests: FoundDigest[] = [];
  private entries = 0;
  private lastRow = 0;
  private errorRows = 0;
  private hasList = false;
  private elementPlace = '';
  private element = new Map<string, Scalar>();
  private medium = new Map<string, Scalar>();
  /** The case being read; its row number is taken when its media begin. */
  private tally: CaseTally | null = null;
  private bare: CaseTally | null = null;
  private readonly seen = new Seen();

  constructor(private readonly reading: VicsReading) {}

  open(container: Container, key: string): void {
    const role = this.roleOf(container, key);
    this.roles.push(role);
    if (role === 'list') this.hasList = true;
    if (role === 'media') this.tally ??= new CaseTally(this.nextRow());
    if (role === 'medium') this.medium = new Map();
    if (role !== 'element') return;
    this.element = new Map();
    this.elementPlace = this.placeNow();
  }

  close(_container: Container): void {
    const role = this.roles.pop();
    if (role === 'medium') this.endEntry(this.medium, this.tally, this.placeNow());
    if (role === 'element') this.endElement();
  }

  scalar(key: string, scalar: Scalar): void {
    const role = this.roles.at(-1);
    if (role === undefined || (role === 'envelope' && key === 'value')) throw noList();
    if (role === 'element') this.field(this.element, key, scalar);
    if (role === 'medium') this.field(this.medium, key, scalar);
    if (role === 'envelope') this.drop(key);
    if (role === 'list' || role === 'media') this.notAnObject();
  }

  take(): Findings {
    const found = { rows: this.rows, digests: this.digests, entries: this.entries };
    [this.rows, this.digests, this.entries] = [[], [], 0];
    return found;
  }

  finish(): Findings {
    if (!this.hasList) throw noList();
    if (this.bare) this.rows.push(this.bare.bareRow(this.reading.reference, this.reading.originOf));
    return this.take();
  }

  private roleOf(container: Container, key: string): Role {
    const parent = this.roles.at(-1);
    if (parent === undefined) {
      if (container === 'array') throw noList();
      return 'envelope';
    }
    if (parent === 'envelope' && key === 'value' && container === 'array') return 'list';
    if (parent === 'element' && key === 'Media' && container === 'array') return 'media';
    if (parent === 'list' && container === 'object') return 'element';
    if (parent === 'media' && container === 'object') return 'medium';
    if (parent === 'list' || parent === 'media') this.notAnObject();
    else if (parent !== 'other') this.drop(key);
    return 'other';
  }

  private field(fields: Map<string, Scalar>, key: string, scalar: Scalar): void {
    if (!known.has(key)) return this.drop(key);
    if (checkedOnly.includes(key)) this.drop(key);
    fields.set(key, scalar);
  }

  private drop(key: string): void {
    if (!isAnnotation(key)) this.reading.dropped.count(key);
  }

  private endElement(): void {
    const isCase = this.tally !== null || caseFields.some((name) => this.element.has(name));
    if (!isCase) {
      this.bare ??= new CaseTally(this.nextRow());
      return this.endEntry(this.element, this.bare, this.elementPlace);
    }
    const tally = this.tally ?? new CaseTally(this.nextRow());
    this.tally = null;
    const row = tally.caseRow(this.elementPlace, this.element, this.reading.originOf);
    const again = row.kept && this.seen.again(row.kept, row.place, 'CaseNumber');
    this.add(again ? { ...row, kept: null, errors: [again] } : row);
  }

  private endEntry(fields: Map<string, Scalar>, tally: CaseTally | null, place: string): void {
    this.entries += 1;
    const read = readEntry(fields);
    if ('errors' in read)
      return this.badEntry(place, read.errors, { ...mediaId(fields), ...stoodIn(fields, read.errors) });
    if (!tally) return;
    tally.add(read.entry);
    for (const digest of read.entry.digests) this.digests.push({ ...digest, row: tally.row });
  }

  private notAnObject(): void {
    this.entries += 1;
    const error = {
      field: '',
      reason: 'is no object',
      mend: 'An entry is an object with a digest. Make the manifest again.',
    };
    this.badEntry(this.placeNow(), [error], {});
  }

  private badEntry(place: string, errors: readonly FieldError[], cells: Record<string, string>): void {
    this.add({ row: this.nextRow(), place, kept: null, errors, cells });
  }

  private add(row: FoundRow): void {
    this.rows.push(row);
    if (row.errors.length > 0 && (this.errorRows += 1) > mostErrors)
      throw new Unreadable(
        `More than ${mostErrors} entries are bad. This is no manifest that can be mended row by row.`,
        row.place,
      );
  }

  private nextRow(): number {
    return (this.lastRow += 1);
  }
}

function mediaId(fields: Map<string, Scalar>): Record<string, string> {
  const id = textOf(fields.get('MediaID')) ?? '';
  return /^[\w-]{1,40}$/.test(id) ? { MediaID: id } : {};
}

const noList = (): Unreadable =>
  new Unreadable('This is no VICS manifest: it has no list "value" of cases or media.', 'beginning');
