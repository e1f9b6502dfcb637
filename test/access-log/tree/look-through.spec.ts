import { StoredLog } from '@liaison/persistence';
import { lookThrough } from '../../../apps/server/src/access-log/tree/look-through.js';
import { Grove } from '../../kit/tree.js';

let grove: Grove;
beforeAll(async () => {
  grove = await Grove.grown(1_500);
});
afterAll(() => grove.close());

it('the database, which ends a connection that says nothing, is asked between the files, however many there are', async () => {
  let inOneGo = 0;
  let most = 0;
  const asked = (): Promise<void> => Promise.resolve(void (inOneGo = 0));
  const read = (): Promise<void> => Promise.resolve(void (most = Math.max(most, (inOneGo += 1))));
  const log = await StoredLog.open(grove.database.logUrl, asked);
  try {
    expect(await lookThrough(grove.folder, log, read)).toMatchObject({ size: 1_500, damages: [] });
  } finally {
    await log.close();
  }
  // The edge of the tree, in front of six tiles and their entries.
  expect(most).toBeLessThan(6);
});
