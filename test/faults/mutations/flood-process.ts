import { BareSocket, frameOf } from '../../kit/bare-socket.js';
import { seeded } from '../../kit/mutate.js';
import { nextAsked, validInputs, type Ground } from './lies.js';

/** Hammers a server as fast as it reads, from a process of its own, between the words `on` and `off`. */
interface Flood {
  readonly url: string;
  readonly cookie: string;
  readonly ground: Ground;
}

const connections = 4;
const frames = 2_000;
const { url, cookie, ground } = JSON.parse(process.env.TEST_FLOOD ?? '{}') as Flood;
const random = seeded(1);
const valid = validInputs(ground);
const packets = Array.from({ length: frames }, (_, n) => {
  const [event, ...input] = n % 2 === 0 ? (valid[n % valid.length] ?? ['hello']) : nextAsked(ground, valid, [], random);
  return frameOf(`42${n}${JSON.stringify([event, ...input])}`);
});
const state = { isOn: false, sent: 0 };

process.on('message', (word) => {
  state.isOn = word === 'on';
  if (state.isOn) for (let n = 0; n < connections; n += 1) void flood();
  process.send?.({ sent: state.sent });
});
process.send?.({ sent: state.sent });

async function flood(): Promise<void> {
  while (hammers()) {
    const socket = await BareSocket.dial({ url, cookie });
    socket.frame('40');
    await socket.hears('40{"sid"', '44{');
    for (let n = 0; hammers() && socket.isOpen; n = (n + 1) % frames) {
      socket.raw(packets[n] ?? '');
      state.sent += 1;
      await socket.drained();
      if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.leave();
  }
}

function hammers(): boolean {
  return state.isOn;
}
