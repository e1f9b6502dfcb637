import { channel } from '../../../apps/server/src/platform/hints/postgres-carrier.js';
import type { Findings } from './check/findings.js';
import type { Installation } from './installation.js';

const listening = new RegExp(`\\blisten\\s+"?${channel}\\b`, 'gi');
/** As long, so that no length in the protocol changes. */
const nobody = channel.replace(/.$/, '0');

/** What the servers after the first ask to hear over PostgreSQL, and what they hear, as their links to it see it. */
export class Hints {
  private asked = 0;
  private heard = 0;

  /** `muted`: they listen to a channel on which nobody speaks. Each connects anew, so that it asks again. */
  constructor(
    { machines }: Installation,
    private readonly muted: boolean,
  ) {
    for (const { database } of machines.slice(1)) {
      database.rewrite = (chunk) => this.up(chunk);
      database.overhear = (chunk) => (this.heard += chunk.toString('latin1').split(channel).length - 1);
      database.cut();
    }
  }

  /** A part that was to be without hints and was not, or the other way round, has proven nothing. */
  judge(findings: Findings): Readonly<Record<string, number>> {
    if (this.asked === 0) findings.add('untested', 'no server was seen to ask for hints');
    if (this.muted && this.heard > 0) findings.add('untested', `${this.heard} hints got through`);
    if (!this.muted && this.heard === 0) findings.add('untested', 'not one hint came');
    return { 'times asked for hints': this.asked, 'hints heard': this.heard };
  }

  private up(chunk: Buffer): Buffer {
    const text = chunk.toString('latin1');
    const found = text.match(listening)?.length ?? 0;
    this.asked += found;
    if (found === 0 || !this.muted) return chunk;
    return Buffer.from(
      text.replace(listening, (said) => said.replace(channel, nobody)),
      'latin1',
    );
  }
}
