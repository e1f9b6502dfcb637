import type { DigestAlgorithm } from './values.js';

const lengths: Record<DigestAlgorithm, number> = { MD5: 32, SHA1: 40, SHA256: 64 };

export interface Digest {
  readonly algorithm: DigestAlgorithm;
  /** Lower-case hexadecimal. */
  readonly hex: string;
}

/** Reads a digest in hexadecimal; its length says which algorithm. Null when it is none. */
export function readDigest(text: string): Digest | null {
  const hex = text.trim().toLowerCase();
  if (!/^[0-9a-f]+$/.test(hex)) return null;
  const found = (Object.keys(lengths) as DigestAlgorithm[]).find((name) => lengths[name] === hex.length);
  return found ? { algorithm: found, hex } : null;
}
