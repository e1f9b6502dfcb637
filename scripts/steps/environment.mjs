import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** A misspelt key is told before the minutes of installing and building, as the server tells it after them. */
export function refuseUnknownKeys(env = process.env) {
  const stranger = [...Object.keys(env), ...keysOf(join(root, '.env'))].find(
    (key) => key.startsWith('LIAISON_') && !keysOf(join(root, '.env.example')).includes(key),
  );
  if (stranger) throw new Error(`${stranger} is not a key of Liaison`);
}

const keysOf = (file) =>
  existsSync(file)
    ? Array.from(readFileSync(file, 'utf8').matchAll(/^(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/gm), ([, key]) => key)
    : [];
