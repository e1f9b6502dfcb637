import { Desk } from '../../kit/desk.js';
import { OwnProcess, type Memory, type OwnOptions } from '../../kit/own-process.js';
import { openRoom, type Room } from '../../kit/room.js';
import type { BootOptions } from '../../kit/server.js';
import { made, said, startThread } from '../../kit/talk.js';
import type { Ground } from './lies.js';

/** A server in a process of its own, a member who works there, and another who attacks it. */
export interface Attacked {
  readonly room: Room;
  readonly ana: Desk;
  readonly url: string;
  readonly cookie: string;
  readonly ground: Ground;
  memory(): Promise<Memory>;
  /** Ana says something and hears it: throws or hangs where the others are not served. */
  meanwhile(): Promise<void>;
  close(): Promise<void>;
}

export async function attackedServer(own: OwnOptions = {}, boot: BootOptions = {}): Promise<Attacked> {
  const room = await openRoom(boot);
  const server = await OwnProcess.start(room.world.server.database, own);
  const ana = await new Desk(room.ana.browser, server).connect();
  await ana.follow(room.all);
  const thread = await startThread(ana, room.all, 'Fodder');
  const message = made(await said(ana, room.all, thread, 'fodder'));
  return {
    room,
    ana,
    url: server.url,
    cookie: room.luc.browser.cookieHeader ?? '',
    ground: { compartment: room.all, elsewhere: room.nlOnly, somebodyElse: room.ana.id, thread, message },
    memory: () => server.memory(),
    async meanwhile() {
      const answer = await said(ana, room.all, thread, 'served meanwhile');
      if (!answer.ok) throw new Error(`not served: ${answer.error.detail}`);
      await ana.reached(room.all, answer.result.seq);
    },
    async close() {
      ana.leave();
      await server.stop();
      await room.close();
    },
  };
}
