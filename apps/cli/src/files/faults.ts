import { LogError } from '@liaison/transparency-log';
import { CliError, exits } from '../exits.js';

/** Does what may meet a fault of the log, and says of what it was. */
export async function orRefuse<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new CliError(`${what}: ${error.fault}: ${error.message}.`, exits.refused);
  }
}
