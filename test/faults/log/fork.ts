import { GrownLog } from '../../access-log/independent/grown-log.js';
import { WitnessHome } from '../../kit/witness-process.js';
import { Findings } from '../delivery/check/findings.js';
import type { LoadResult } from '../delivery/load.js';
import type { Random } from '../delivery/random.js';
import type { LogSizes, Planted } from './sizes.js';

const size = 300;

/** Who holds the log's own key shows another history to witnesses that have seen the true one. */
export async function runFork({ forks }: LogSizes, random: Random, planted: Planted): Promise<LoadResult> {
  const findings = new Findings();
  const log = await GrownLog.of(size);
  const homes = ['nl', 'fr', 'be'].map((at) => new WitnessHome(`witness.example/${at}`, [log.key]));
  const statuses: Record<string, number> = {};
  try {
    const witnesses = await Promise.all(homes.map((home) => home.start()));
    const seen = 200;
    // The planted hole: one of them has seen nothing yet.
    for (const witness of witnesses.slice(planted ? 1 : 0)) {
      const { status } = await witness.ask(await log.request(0, seen));
      if (status !== 200) findings.add('false-alarm', `the true history was refused with ${status}`);
    }
    for (let n = 0; n < forks; n += 1) {
      const at = random.whole(0, seen - 1);
      const fork = await log.forked(at, `forged ${n}`);
      const older = random.pick([0, at, seen - 1, seen, seen]);
      const newer = random.pick([seen, seen + 1, 256, size]);
      const request = await fork.request(Math.min(older, newer), newer);
      for (const [which, witness] of witnesses.entries()) {
        const { status, body } = await witness.ask(request);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status === 200 || body.includes('—'))
          findings.add('cosigned', `fork at ${at}, ${older} to ${newer}, by witness ${which}: ${status}`);
      }
    }
    for (const witness of witnesses) {
      const { status } = await witness.ask(await log.request(seen, size));
      if (status !== 200) findings.add('false-alarm', `afterwards the true history was refused with ${status}`);
    }
  } finally {
    for (const home of homes) home.remove();
  }
  const answers = Object.entries(statuses).map(([status, count]) => [`answered ${status}`, count] as const);
  return {
    findings,
    figures: { witnesses: homes.length, 'forks shown to each': forks, ...Object.fromEntries(answers) },
  };
}
