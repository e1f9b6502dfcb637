import { Socket } from 'node:net';
import type { DataSourceOptions } from 'typeorm';

/** To the database, of one server process. */
export const connections = 20;
const statementTimeout = 15_000;
const idleConnection = 10_000;
/** Longer than a statement may take or a connection may lie idle: who has heard nothing for so long hears nothing more. */
const silence = 20_000;

/**
 * A connection that ends itself when nothing goes over it any more. A link that is gone without a word (a firewall that
 * forgot it, a machine without power) would otherwise keep its place in the pool, and whoever waits on it, for ever.
 */
export const impatientSocket = (milliseconds: number): Socket => {
  const socket = new Socket();
  const error = Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' });
  return socket.setTimeout(milliseconds, () => socket.destroy(error));
};

/** The server's connection: it logs in as the application's role, for which every row is locked by policy. */
export const appOptions = (url: string): Extract<DataSourceOptions, { type: 'postgres' }> => ({
  type: 'postgres',
  url,
  poolSize: connections,
  installExtensions: false,
  extra: {
    // Statements go out without waiting for the answers to those before them; PostgreSQL takes them in order.
    pipeline: true,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: statementTimeout,
    idleTimeoutMillis: idleConnection,
    stream: () => impatientSocket(silence),
    application_name: 'liaison',
    // Whatever somebody has set for the role: what is asked are these tables and functions and no others.
    options: '-c search_path=public',
  },
});
