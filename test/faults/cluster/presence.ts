import { Findings } from '../delivery/check/findings.js';
import { Ear } from '../delivery/client/ear.js';
import { foundAgencies } from '../delivery/crowd.js';
import { FaultOperation, ground } from '../delivery/operation.js';
import type { Run } from '../delivery/programme.js';

const toldWithin = 3_000;
/** A process that died says nothing: three heartbeats of two seconds, and the next look. */
const forgottenWithin = 10_000;

/** Two people at two servers see each other; the server of one dies without a word, and the other sees them no more. */
export const runPresence: Run = async (here) => {
  const findings = new Findings();
  const [nl, fr] = await foundAgencies(here, 2);
  if (!nl || !fr) throw new Error('no agencies');
  const operation = await FaultOperation.open([nl, fr]);
  const people = [await operation.member(nl, 'ana'), await operation.member(fr, 'luc')];
  const compartment = await operation.theirs(operation.lead, 'all');
  const thread = await operation.startThread(operation.lead, compartment, 'Who is here');
  const ears: Ear[] = [];
  for (const [index, { door }] of people.entries())
    ears.push(await Ear.open(door.by(here.servers[index]?.url ?? here.url)));
  const last = (ear: Ear): string => ear.heard.split('\n').findLast((line) => line.startsWith('["presence"')) ?? '';
  const sees = (ear: Ear, count: number): boolean => people.filter(({ id }) => last(ear).includes(id)).length === count;
  for (const ear of ears) await ear.follow(`compartment:${compartment}`);
  for (const ear of ears) await ear.open(thread, ground);
  for (const [index, ear] of ears.entries())
    if (!(await ear.until(() => sees(ear, 2), toldWithin)))
      findings.add('late', `presence: who is at the other server was not seen at server ${index + 1}`);
  const from = performance.now();
  await here.servers[1]?.kill();
  const [first] = ears;
  if (!first || !(await first.until(() => sees(first, 1), forgottenWithin)))
    findings.add('late', 'presence: whoever was at a server that died is still shown');
  const figures = { 'forgotten after a crash within ms': (performance.now() - from).toFixed(0) };
  for (const ear of ears) ear.close();
  return { findings, figures };
};
