import { rmSync } from 'node:fs';

export default async function stopTestDatabase() {
  const { database, dataDir } = globalThis.testDatabase ?? {};
  await database?.stop();
  globalThis.testDatabase = undefined;
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
}
