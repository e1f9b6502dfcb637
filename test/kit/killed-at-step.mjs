// Ends the process as kill -9 does, before the nth thing that it asks of the file system; of what it would have written
// then, half is there. Loaded with --import, so that the program itself is the one that people run.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.KILLED_AT_STEP);
const die = () => process.kill(process.pid, 'SIGKILL');

const counted = (work, before = () => undefined) =>
  async function (...args) {
    left -= 1;
    if (left === 0) {
      await before.call(this, ...args);
      die();
      await new Promise(() => undefined);
    }
    return work.apply(this, args);
  };

const file = await fs.open(process.execPath);
const handle = Object.getPrototypeOf(file);
await file.close();
const { writeFile, sync } = handle;
handle.writeFile = counted(writeFile, function (text) {
  return writeFile.call(this, text.slice(0, text.length / 2));
});
handle.sync = counted(sync);
for (const name of ['open', 'link', 'rm', 'mkdir', 'readdir', 'readFile']) fs[name] = counted(fs[name]);
syncBuiltinESMExports();
