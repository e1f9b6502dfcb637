// Loaded before a server under measurement (`node --import`): answers what only the process itself can say.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

let session = null;

const answers = {
  memory: () => {
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heap: heapUsed + external };
  },
  async beginProfile() {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
  },
  async endProfile(path) {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    writeFileSync(path, JSON.stringify(profile));
  },
};

process.on('message', async ({ ask, input }) => process.send({ ask, answer: await answers[ask](input) }));
// Whoever would end must not be kept alive by being asked.
process.channel?.unref();
