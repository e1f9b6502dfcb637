export * from './append.js';
export * from './checkpoint.js';
export * from './consistency.js';
export { newSeed } from './ed25519.js';
export * from './fsck.js';
export * from './inclusion.js';
export * from './keys.js';
export * from './log-error.js';
export {
  formatNote,
  formatSignature,
  isBy,
  isKeyName,
  parseNote,
  parseSignature,
  saidBy,
  signText,
  type Note,
  type NoteSignature,
} from './note.js';
export * from './policy.js';
export * from './proof.js';
export * from './snapshot.js';
export * from './tiles.js';
export { emptyRoot, hashSize, leafHash, nodeHash, type Hash } from './tree.js';
export * from './witness.js';
