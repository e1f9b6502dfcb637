import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustRun, root, run } from './run.mjs';
import { say } from './say.mjs';

/** Installs what the lock file names, unless exactly that is there already. */
export async function ensureDependencies() {
  if (isInstalled()) return;
  say('installing dependencies (npm ci), this takes half a minute or more');
  const npm = join(dirname(process.execPath), process.platform === 'win32' ? 'npm.cmd' : 'npm');
  const program = existsSync(npm) ? npm : 'npm';
  await mustRun('npm ci', run(program, ['ci', '--loglevel=error'], { shell: process.platform === 'win32' }));
}

/** npm writes its own lock into node_modules as the last step of an install: the stamp that it was completed. */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}
