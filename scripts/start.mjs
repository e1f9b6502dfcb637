// `npm start` on a fresh clone: install, build, then the server with its embedded database. Node built-ins only, since
// nothing is installed yet when this runs.
import { buildWhatChanged } from './steps/build.mjs';
import { ensureDependencies } from './steps/dependencies.mjs';
import { refuseUnknownKeys } from './steps/environment.mjs';
import { say } from './steps/say.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!isSupported) {
  say(`Node ${process.version} is too old: 20.19, 22.12 or later is needed`);
  process.exit(1);
}

try {
  refuseUnknownKeys();
  await ensureDependencies();
  await buildWhatChanged();
} catch (error) {
  say(error.message);
  process.exit(1);
}
say('starting the server');
await import('../dist/apps/server/src/main.js');
