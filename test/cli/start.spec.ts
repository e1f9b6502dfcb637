import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const start = (env: Readonly<Record<string, string>>) =>
  promisify(execFile)(process.execPath, ['scripts/start.mjs'], { env: { ...process.env, ...env }, timeout: 10_000 });

it('a misspelt key stops the start before anything is installed or built', async () => {
  const refused = start({ LIAISON_DEMOO: 'true' });
  await expect(refused).rejects.toMatchObject({ code: 1, stdout: 'liaison: LIAISON_DEMOO is not a key of Liaison\n' });
});
