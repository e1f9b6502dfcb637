import { setTimeout as pause } from 'node:timers/promises';
import { BareSocket, binary, frameOf, text } from '../../kit/bare-socket.js';
import { seeded } from '../../kit/mutate.js';
import { nextAsked, validInputs, type Ground } from './lies.js';

export interface Target {
  readonly url: string;
  /** Of somebody who is a member. */
  readonly cookie: string;
  readonly ground: Ground;
}

/** One way of being a burden: how many connections at once, and what each of them does until it is cut or told to stop. */
interface Way {
  readonly connections: number;
  /** Who says nothing of who they are. */
  readonly isStranger?: true;
  readonly burden: (socket: BareSocket, target: Target, goesOn: () => boolean) => Promise<void>;
}

/** As many as a person may have. */
const everyPlace = 8;
const nearlyTooLong = 60_000;

/** Sends over and over what is given, as fast as it is taken. */
async function pour(socket: BareSocket, packets: readonly Buffer[], goesOn: () => boolean): Promise<void> {
  for (let n = 0; goesOn() && socket.isOpen; n += 1) {
    socket.raw(packets[n % packets.length] ?? '');
    await socket.drained();
    if (n % 100 === 99) await pause(0);
  }
}

const event = (number: number, ...said: readonly unknown[]): Buffer => frameOf(`42${number}${JSON.stringify(said)}`);

function mixture({ ground }: Target): Buffer[] {
  const random = seeded(1);
  const valid = validInputs(ground);
  return Array.from({ length: 2_000 }, (_, n) =>
    event(n, ...(n % 2 === 0 ? (valid[n % valid.length] ?? ['hello']) : nextAsked(ground, valid, [], random))),
  );
}

const pagesOf = ({ ground: { compartment, thread } }: Target): Buffer[] => {
  const stream = `compartment:${compartment}`;
  return [
    event(1, 'hello', { streams: [{ stream, epoch: null, position: 0 }] }),
    event(2, 'thread:open', { thread, ground: 'Victim identification' }),
    event(3, 'fill', { stream, from: 0 }),
  ];
};

/** The first bytes of a frame that is never sent to its end. */
const beginning = (): Buffer => frameOf('x'.repeat(nearlyTooLong)).subarray(0, 8);

export const ways = {
  hammering: { connections: 4, burden: (socket, target, goesOn) => pour(socket, mixture(target), goesOn) },
  'hammering, deaf': {
    connections: everyPlace,
    burden(socket, target, goesOn) {
      socket.deafen();
      return pour(socket, mixture(target), goesOn);
    },
  },
  'pages, deaf': {
    connections: everyPlace,
    burden(socket, target, goesOn) {
      socket.deafen();
      return pour(socket, pagesOf(target), goesOn);
    },
  },
  frozen: {
    connections: everyPlace,
    async burden(socket, target, goesOn) {
      for (const packet of pagesOf(target).slice(0, 2)) socket.raw(packet);
      await socket.hears('432[');
      socket.deafen();
      while (goesOn() && socket.isOpen) await pause(20);
    },
  },
  'byte by byte': {
    connections: everyPlace,
    async burden(socket, _, goesOn) {
      socket.raw(beginning());
      await pour(socket, [Buffer.from('x')], goesOn);
    },
  },
  fragments: {
    connections: everyPlace,
    async burden(socket, _, goesOn) {
      socket.frame('4', text, false);
      await pour(socket, [frameOf('x', 0x0, false)], goesOn);
    },
  },
  'pings, deaf': {
    connections: everyPlace,
    burden(socket, _, goesOn) {
      socket.deafen();
      return pour(socket, [frameOf('', 0x9)], goesOn);
    },
  },
  'unfinished attachments': {
    connections: everyPlace,
    async burden(socket, _, goesOn) {
      const places = Array.from({ length: 10 }, (_, num) => ({ _placeholder: true, num }));
      socket.frame(`4510-1${JSON.stringify(['hello', ...places])}`);
      for (let n = 0; n < 9; n += 1) socket.frame('x'.repeat(nearlyTooLong), binary);
      while (goesOn() && socket.isOpen) await pause(20);
    },
  },
  strangers: {
    connections: 250,
    isStranger: true,
    async burden(socket, _, goesOn) {
      for (let n = 0; n < 9; n += 1) socket.frame(`4${'0'.repeat(nearlyTooLong)}`);
      socket.raw(frameOf('x'.repeat(nearlyTooLong)).subarray(0, nearlyTooLong - 10));
      while (goesOn() && socket.isOpen) await pause(20);
    },
  },
} as const satisfies Record<string, Way>;

export type WayName = keyof typeof ways;

/** Burdens the server with all connections of this way, each made anew when it is cut, until told to stop. */
export async function burden(name: WayName, target: Target, stop: AbortSignal): Promise<void> {
  const way: Way = ways[name];
  const goesOn = (): boolean => !stop.aborted;
  const one = async (): Promise<void> => {
    while (goesOn()) {
      const socket = await BareSocket.dial({ ...target, cookie: way.isStranger ? null : target.cookie });
      stop.addEventListener('abort', () => socket.leave(), { once: true });
      if (!way.isStranger) {
        socket.frame('40');
        await socket.hears('40{"sid"', '44{');
      }
      await way.burden(socket, target, goesOn);
      socket.leave();
      await pause(20);
    }
  };
  await Promise.all(Array.from({ length: way.connections }, one));
}
