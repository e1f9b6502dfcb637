import { parseRecord } from '@liaison/access-record';
import { parseCheckpoint, parseNote } from '@liaison/transparency-log';
import { Packer } from './container.js';
import { runningDigest } from './digest.js';
import { formatLine, type Line } from './line.js';
import { formatManifest, manifestOf, markOf, type FileMark } from './manifest.js';
import { isWithin } from './range.js';
import { pinned, requestOf, type Request } from './request.js';

/** What an extract is made of beside its records. */
export interface Parts {
  readonly readme: Uint8Array;
  readonly look: Uint8Array;
  readonly policy: Uint8Array;
  /** Of `formatNames`. */
  readonly names: Uint8Array;
  /** The signed note on which all proofs stand. */
  readonly checkpoint: Uint8Array;
  /** The record of this very extract, with every field. */
  readonly request: Line;
}

/** What the records that went in turned out to be. */
interface Told {
  readonly records: number;
  readonly mark: FileMark;
}

/** The zip, piece by piece. Throws `malformed` for a record that is none, before the zip is whole. */
export async function* makeExtract(parts: Parts, lines: AsyncIterable<Line>): AsyncGenerator<Uint8Array> {
  const request = requestOf(parts.request, { record: recordOf(parts.request) });
  const packer = new Packer();
  for (const name of ['readme', 'look', 'policy', 'names'] as const) packer.add(pinned[name], parts[name]);
  packer.add('checkpoint', parts.checkpoint);
  const told = yield* addRecords(packer, lines, request);
  const own = formatLine(parts.request);
  packer.add('extract.json', own);
  packer.add('manifest.json', manifest(parts, request, told, own));
  packer.end();
  yield* packer.take();
}

async function* addRecords(
  packer: Packer,
  lines: AsyncIterable<Line>,
  request: Request,
): AsyncGenerator<Uint8Array, Told> {
  const file = packer.open('records.jsonl');
  const digest = runningDigest();
  const told = { records: 0, size: 0 };
  for await (const line of lines) {
    const bytes = formatLine(line);
    digest.add(bytes);
    file(bytes, false);
    told.size += bytes.length;
    if (isWithin(request, recordOf(line).at)) told.records += 1;
    yield* packer.take();
  }
  file(new Uint8Array(), true);
  const { records, size } = told;
  return { records, mark: { size, sha256: digest.end() } };
}

const recordOf = ({ record }: Line) => parseRecord(new TextEncoder().encode(record));

function manifest(parts: Parts, request: Request, { records, mark }: Told, own: Uint8Array): Uint8Array {
  const { origin } = parseCheckpoint(parseNote(parts.checkpoint).text);
  const files = {
    'README.txt': markOf(parts.readme),
    'LOOK.html': markOf(parts.look),
    policy: markOf(parts.policy),
    'names.json': markOf(parts.names),
    checkpoint: markOf(parts.checkpoint),
    'records.jsonl': mark,
    'extract.json': markOf(own),
  };
  return formatManifest(manifestOf(request, { origin, records, files }));
}
