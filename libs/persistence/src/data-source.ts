import type { DataSourceOptions } from 'typeorm';

/** The server's connection: it logs in as the application's role, for which every row is locked by policy. */
export const appOptions = (url: string): Extract<DataSourceOptions, { type: 'postgres' }> => ({
  type: 'postgres',
  url,
  poolSize: 20,
  installExtensions: false,
  extra: { statement_timeout: 15_000, idle_in_transaction_session_timeout: 15_000, application_name: 'liaison' },
});
