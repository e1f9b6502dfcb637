import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const projects = [
  'tsconfig.json',
  'apps/server/tsconfig.json',
  'apps/cli/tsconfig.json',
  'apps/web/tsconfig.json',
  'apps/web/look/tsconfig.json',
  'test/browser/tsconfig.json',
];
let failed = 0;
for (const project of projects.filter((path) => existsSync(join(root, path)))) {
  const code = await runTool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', project]);
  say(`typecheck ${project}: ${code === 0 ? 'ok' : 'failed'}`);
  failed += code === 0 ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);
