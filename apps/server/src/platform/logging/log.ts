import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** Never in a log, wherever they turn up: secrets, and the words and names that belong to an operation. */
const redacted = ['password', 'token', 'secret', 'cookie', 'authorization', 'text', 'title', 'detail', 'body', 'query']
  .concat(['email', 'name', 'person', 'agency', 'operation', 'compartment', 'reference', 'parameters'])
  .flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** JSON lines on standard output, one object each. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: (): string => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '[hidden]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** For the few places that Nest builds without injection; takes the level of the application's log at boot. */
export const rootLog: Log = createLog('info');
