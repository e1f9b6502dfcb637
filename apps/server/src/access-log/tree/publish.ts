import type { Clock } from '@liaison/domain';
import type { LogHead, LogSession } from '@liaison/persistence';
import {
  consistencyRanges,
  edgeOf,
  formatCheckpoint,
  formatNote,
  grow,
  LogError,
  logSigner,
  parseNote,
  signText,
  TileReader,
  tileWidth,
  type Checkpoint,
  type KeyProvider,
  type Note,
  type NoteSignature,
} from '@liaison/transparency-log';
import type { LogFolder } from '../../platform/log-folder/log-folder.js';
import { keepStates } from './witness-states.js';
import type { Witnesses } from './witnesses.js';

/** Whole tiles at once, so that a long way leaves no partial ones behind. */
const mostAtOnce = 16 * tileWidth;

interface Means {
  readonly log: LogSession;
  readonly folder: LogFolder;
  readonly witnesses: Witnesses;
  readonly clock: Clock;
}

/**
 * Brings the folder from the checkpoint that it shows to the head that was committed: tiles, then signature, then
 * witnesses, then the new checkpoint in place of the old one. Made from the database's rows alone, so that after a crash
 * it is done again with the same result, whoever does it. Answers whether every witness cosigned.
 */
export async function publish(
  means: Means,
  keys: readonly KeyProvider[],
  shown: Checkpoint,
  head: LogHead,
): Promise<boolean> {
  const { log, folder, witnesses, clock } = means;
  await bringTiles(means, shown.size, head);
  const signed = await signText(formatCheckpoint({ ...shown, size: head.size, root: head.root }), keys.map(logSigner));
  const tree = new TileReader(head.size, folder.read);
  const { cosignatures, states, ahead } = await witnesses.ask(formatNote(signed), (older) =>
    tree.ranges(consistencyRanges(older, head.size)),
  );
  const [first] = ahead;
  if (first) throw new LogError('inconsistent', `the witness ${first.name}: ${first.reason}`);
  const note = await withEarlier(folder, { ...signed, signatures: [...signed.signatures, ...cosignatures] });
  // Whoever is elected no more does not put an older checkpoint in place of a newer one.
  await log.head();
  await folder.write(new Map([['checkpoint', formatNote(note)]]));
  await log.signed(head.size, clock.now());
  await keepStates(folder, states);
  const needed = new Set(edgeOf(head.size));
  await folder.clear(edgeOf(shown.size).filter((path) => !needed.has(path)));
  return states.every(({ problem }) => problem === null);
}

async function bringTiles({ log, folder }: Means, from: number, head: LogHead): Promise<void> {
  for (let size = from; size < head.size;) {
    const to = Math.min(head.size, size - (size % mostAtOnce) + mostAtOnce);
    const { rows } = await log.stored.leaves(size, to);
    const absent = rows.length === to - size ? -1 : rows.findIndex(({ entry }, at) => entry !== size + at);
    if (rows.length !== to - size)
      throw new LogError('missing', `access_entry ${size + (absent < 0 ? rows.length : absent)} is not there`);
    const grown = await grow(
      folder.read,
      size,
      rows.map(({ bytes }) => bytes),
    );
    if (to === head.size && Buffer.compare(grown.root, head.root) !== 0)
      throw new LogError('inconsistent', 'the entries in the database do not lead to its head');
    await folder.write(grown.parts);
    size = to;
  }
}

/** Who cosigned just this before and is not to be reached now has cosigned it all the same. */
async function withEarlier(folder: LogFolder, note: Note): Promise<Note> {
  const bytes = await folder.read('checkpoint');
  const earlier = bytes ? parseNote(bytes) : null;
  if (earlier?.text !== note.text) return note;
  const isNew = (one: NoteSignature): boolean => !note.signatures.some((other) => isOfSameKey(one, other));
  return { ...note, signatures: [...note.signatures, ...earlier.signatures.filter(isNew)] };
}

/** By name and key id, which come first. */
const isOfSameKey = (a: NoteSignature, b: NoteSignature): boolean =>
  a.name === b.name && Buffer.compare(a.bytes.subarray(0, 4), b.bytes.subarray(0, 4)) === 0;
