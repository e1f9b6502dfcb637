import { createHash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of bytes that come piece by piece. */
export interface RunningDigest {
  add(bytes: Uint8Array): void;
  /** Base64url without padding; the last that is asked of it. */
  end(): string;
}

export function runningDigest(): RunningDigest {
  const hash = createHash('sha256');
  return {
    add: (bytes) => void hash.update(bytes),
    end: () => hash.digest('base64url'),
  };
}
