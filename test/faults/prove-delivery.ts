import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { foundAgencies, gather } from './delivery/crowd.js';
import { History } from './delivery/history.js';
import { Installation } from './delivery/installation.js';
import { runLoad } from './delivery/load.js';
import { Random } from './delivery/random.js';
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const { values } = parseArgs({ options: { seed: { type: 'string' }, commands: {type:'string'}, faults: {type:'string'} } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
say(`seed ${seed}`);
const random = new Random(seed);
const here = await Installation.start();
try {
  say('started');
  const history = new History(join('prove-results', `delivery-${seed}.jsonl`));
  const agencies = await foundAgencies(here, 4);
  const crowd = await gather(agencies, { agencies: 4, clients: 40, streams: 10 }, history, random.branch('crowd'));
  say('gathered');
  const r = await runLoad(here, crowd, { commands: Number(values.commands??300), faults: Number(values.faults??0), thinking: 300 }, history, random.branch('load'), say);
  say(JSON.stringify(r.figures, null, 1));
  for (const kind of r.findings.kinds()) { say(`${kind} ${r.findings.count(kind)}`); for (const e of r.findings.examples(kind)) say('   '+e); }
} finally { await here.stop(); }
process.exit(0);
