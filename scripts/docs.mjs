// Writes what is generated from the sources; with --check it only tells what is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import './steps/typescript.mjs';
import { root } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const { renderEnvExample } = await import('../apps/server/src/platform/config/config-keys.ts');

/** Path and text of each generated file. */
const files = [{ path: '.env.example', text: renderEnvExample() }];

const checking = process.argv.includes('--check');
const stale = files.filter(
  ({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
);
for (const { path, text } of stale) {
  say(checking ? `${path} is out of date: run npm run docs` : `writing ${path}`);
  if (!checking) writeFileSync(join(root, path), text);
}
process.exit(checking && stale.length > 0 ? 1 : 0);
