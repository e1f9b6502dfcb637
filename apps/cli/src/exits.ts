import type { Problem } from '@liaison/contracts';

/** What the process ends with; scripts may rely on these. */
export const exits = {
  /** Done. */
  ok: 0,
  /** The server said no, or what was asked cannot be done. */
  refused: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** No server answers there, or it cannot answer now. */
  unreachable: 3,
  /** Nobody is signed in, or the session has ended or is locked. */
  signedOut: 4,
} as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** Ends the command with a sentence for the person and a code for the script. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    message: string,
    readonly exit: Exit,
    readonly problem?: Problem,
  ) {
    super(message);
  }
}

export const usageError = (message: string): CliError => new CliError(message, exits.usage);
