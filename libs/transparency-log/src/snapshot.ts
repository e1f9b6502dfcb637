import { isEqual } from './bytes.js';
import { parseCheckpoint } from './checkpoint.js';
import { LogError } from './log-error.js';
import { parseNote } from './note.js';
import { edgeOf, type ReadPart } from './tiles.js';

/**
 * The checkpoint that is there now, and the parts of its tree. Whoever makes the log may go on meanwhile and clears away
 * what the next tree has no more, but not before the next checkpoint stands there: until then the edge is read beforehand.
 */
export async function snapshotOf(read: ReadPart): Promise<ReadPart> {
  for (;;) {
    const checkpoint = await read('checkpoint');
    const held = new Map(partsAt(checkpoint).map((part) => [part, read(part)]));
    await Promise.allSettled(held.values());
    if (!isSame(checkpoint, await read('checkpoint'))) continue;
    return (part) => (part === 'checkpoint' ? Promise.resolve(checkpoint) : (held.get(part) ?? read(part)));
  }
}

/** None where nobody can read the checkpoint: that is for whoever opens it to say. */
function partsAt(checkpoint: Uint8Array | null): readonly string[] {
  try {
    return checkpoint ? edgeOf(parseCheckpoint(parseNote(checkpoint).text).size) : [];
  } catch (error) {
    if (error instanceof LogError) return [];
    throw error;
  }
}

const isSame = (a: Uint8Array | null, b: Uint8Array | null): boolean => (a && b ? isEqual(a, b) : a === b);
