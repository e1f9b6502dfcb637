/**
 * `malformed` not in the format · `unknown` no trusted key or origin · `forged` a signature that does not hold ·
 * `inconsistent` hashes that do not lead where they should · `unwitnessed` fewer cosignatures than the policy asks for ·
 * `missing` a part of the log is not there.
 */
export type LogFault = 'malformed' | 'unknown' | 'forged' | 'inconsistent' | 'unwitnessed' | 'missing';

/** Why something is not accepted, and what exactly. */
export class LogError extends Error {
  constructor(
    readonly fault: LogFault,
    message: string,
  ) {
    super(message);
    this.name = 'LogError';
  }
}
