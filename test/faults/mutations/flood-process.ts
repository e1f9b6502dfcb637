import { burden, type Target, type WayName } from './ways.js';

/** Burdens a server from a process of its own: told the name of a way it begins, told nothing it stops. */
const target = JSON.parse(process.env.TEST_FLOOD ?? '{}') as Target;
let current = new AbortController();

process.on('message', (name: WayName | '') => {
  current.abort();
  current = new AbortController();
  if (name !== '') void burden(name, target, current.signal);
  process.send?.('done');
});
process.send?.('ready');
