import type { Tx } from '@liaison/persistence';
import { asIf } from '../kit/second-lock.js';
import { openRoom, type Room } from '../kit/room.js';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

/** What the policies are told about whoever the transaction runs for. */
const told = (tx: Tx): Promise<object | null> =>
  tx.row(`select array(select my_compartments() order by 1) as mine, array(select my_whole_compartments() order by 1) as whole,
    array(select visible_compartments() order by 1) as visible, my_windows() as windows,
    array(select unnest(batch_rights()) order by 1) as rights`);

describe('what is pinned for a transaction', () => {
  it('is what would be asked for', async () => {
    for (const person of [room.ana, room.luc, room.lead]) {
      const live = await asIf(room.world, person, told);
      const pinned = await asIf(room.world, person, async (tx) => {
        await tx.rows('select pin_rights($1)', [[]]);
        return told(tx);
      });
      expect(pinned).toEqual(live);
    }
  });

  it('is nobody else’s: another person set afterwards gets their own', async () => {
    const live = await asIf(room.world, room.ana, told);
    const after = await asIf(room.world, room.luc, async (tx) => {
      await tx.rows('select pin_rights($1)', [[]]);
      await tx.rows("select set_config('app.person', $1, true), set_config('app.actors', $2, true)", [
        room.ana.id,
        `{${room.ana.id}}`,
      ]);
      return told(tx);
    });
    expect(after).toEqual(live);
  });

  it('lets several authors read nothing of theirs, and write where each of them may', async () => {
    const { rights, mine } = await asIf(room.world, null, async (tx) => {
      const authors = [room.ana.id, room.luc.id];
      await tx.rows('select speak_for(null, $1, $2)', [authors, [room.all]]);
      return (await told(tx)) as { rights: string[]; mine: string[] };
    });
    expect(rights).toEqual([room.ana.id, room.luc.id].map((author) => `${author}:${room.all}`).sort());
    expect(mine).toEqual([]);
  });

  it('ends with it', async () => {
    const left = await asIf(room.world, room.ana, (tx) =>
      tx.row("select current_setting('app.pin_for', true) as pins"),
    );
    expect(left).toMatchObject({ pins: expect.not.stringMatching(/./) as unknown });
  });
});
