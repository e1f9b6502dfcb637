// Writes what is generated from the sources; with --check it only tells what is out of date. Links that lead nowhere are
// told either way.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import './steps/typescript.mjs';
import { root } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const { renderEnvExample } = await import('../apps/server/src/platform/config/config-keys.ts');
const { commandLine } = await import('./docs/command-line.mjs');
const { configuration } = await import('./docs/configuration.mjs');
const { openApi } = await import('./docs/openapi.mjs');
const { policyMatrix } = await import('./docs/policy-matrix.mjs');
const { realtimeEvents } = await import('./docs/realtime-events.mjs');

/** Path and text of each generated file. */
const files = [
  { path: '.env.example', text: renderEnvExample() },
  { path: 'docs/generated/command-line.md', text: await commandLine() },
  { path: 'docs/generated/configuration.md', text: await configuration() },
  { path: 'docs/generated/policy-matrix.md', text: await policyMatrix() },
  { path: 'docs/generated/openapi.json', text: await openApi() },
  { path: 'docs/generated/realtime-events.md', text: await realtimeEvents() },
];

const below = (folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name));
/** What documents link to and is not there. */
const missing = [...readdirSync(root), ...below('docs'), ...below('apps')]
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => {
    const links = readFileSync(join(root, path), 'utf8').matchAll(/\]\((?![a-z]+:|#)([^)\s#]+)/g);
    return Array.from(links, ([, link]) => ({ path, link }));
  })
  .filter(({ path, link }) => !existsSync(join(root, dirname(path), link)));
for (const { path, link } of missing) say(`${path} links to ${link}, which is not there`);

const checking = process.argv.includes('--check');
const stale = files.filter(
  ({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
);
for (const { path, text } of stale) {
  say(checking ? `${path} is out of date: run npm run docs` : `writing ${path}`);
  if (checking) continue;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
// The wired modules hold timers that would keep this waiting.
process.exit(missing.length > 0 || (checking && stale.length > 0) ? 1 : 0);
