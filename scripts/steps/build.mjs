import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root, run, runTool } from './run.mjs';
import { say } from './say.mjs';

const nest = (project) => runTool('@nestjs/cli/bin/nest.js', ['build', project]);
const vite = () => runTool('vite/bin/vite.js', ['build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn']);
const look = () => run(process.execPath, ['scripts/look.mjs']);
const shared = ['package-lock.json', 'tsconfig.json', 'nest-cli.json'];

/** What is built, from which sources, to where. */
const targets = [
  {
    name: 'server',
    sources: ['apps/server', 'libs', ...shared],
    output: 'dist/apps/server',
    build: () => nest('server'),
  },
  { name: 'cli', sources: ['apps/cli', 'libs', ...shared], output: 'dist/apps/cli', build: () => nest('cli') },
  {
    name: 'look',
    sources: ['apps/web/look', 'apps/web/src/ui/tokens.css', 'libs', 'scripts/look.mjs', ...shared],
    output: 'dist/look',
    build: look,
  },
  { name: 'web', sources: ['apps/web', 'libs', ...shared], output: 'dist/web', build: vite },
];

/** Builds each target whose sources have changed since its last build. */
export async function buildWhatChanged() {
  for (const target of targets) {
    const mark = fingerprint(target.sources);
    const stamp = join(root, 'dist', '.stamps', target.name);
    const output = join(root, target.output);
    if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) continue;
    say(`building ${target.name}`);
    rmSync(stamp, { force: true });
    rmSync(output, { recursive: true, force: true });
    await mustRun(`building ${target.name}`, target.build());
    mkdirSync(join(root, 'dist', '.stamps'), { recursive: true });
    writeFileSync(stamp, mark);
  }
}

/** A digest over names and contents: times lie after a checkout. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of filesBelow(source))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return isSource(path) ? [path] : [];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

function isSource(path) {
  return !/\.spec\.tsx?$/.test(path);
}
