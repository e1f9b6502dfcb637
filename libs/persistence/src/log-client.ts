import { Client } from 'pg';
import { impatientSocket } from './data-source.js';

const statementTimeout = 15_000;
/** Who elected and then fell silent, a machine without power for example, is forgotten by the database after that. */
const silence = 20_000;

const options = [
  // Whatever somebody has set for the role: what is compared are these tables and no others.
  '-c search_path=public',
  `-c statement_timeout=${statementTimeout}`,
  `-c idle_session_timeout=${silence}`,
  `-c idle_in_transaction_session_timeout=${statementTimeout}`,
].join(' ');

/** A connection of its own in the log's role, on which a lock is held for as long as it lasts. */
export async function openLogClient(logUrl: string, name: string): Promise<Client> {
  const client = new Client({
    connectionString: logUrl,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    stream: () => impatientSocket(silence),
    options,
  });
  // Whatever becomes of the connection, the next statement on it says so.
  client.on('error', () => void client.end().catch(() => undefined));
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}
