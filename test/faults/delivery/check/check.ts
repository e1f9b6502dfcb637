import type { Entry } from '../history.js';
import type { Table } from '../table.js';
import { CommandsCheck } from './commands.js';
import { EarlyCheck } from './early.js';
import { Findings } from './findings.js';
import { LogsCheck } from './logs.js';
import { Moments } from './moments.js';
import { ReadsCheck } from './reads.js';
import { RefusalsCheck } from './refusals.js';
import { Stored } from './stored.js';

export interface Checked {
  readonly findings: Findings;
  readonly commands: number;
  /** Events given to clients. */
  readonly delivered: number;
  /** From commit to client by live frame, in milliseconds. */
  readonly deliveries: readonly number[];
}

/** Holds a recorded history against the table. Needs neither the product nor its protocol to be running. */
export async function check(history: AsyncIterable<Entry> | Iterable<Entry>, table: Table): Promise<Checked> {
  const findings = new Findings();
  const stored = new Stored(table);
  const commands = new CommandsCheck(stored, findings);
  const logs = new LogsCheck(stored, findings);
  const reads = new ReadsCheck(stored, findings);
  const moments = new Moments();
  const early = new EarlyCheck(stored, findings, moments);
  const refusals = new RefusalsCheck(stored, findings, early);
  const checks = [moments, early, commands, refusals, logs, reads];
  for await (const entry of history) for (const one of checks) one.take(entry);
  commands.finish();
  logs.finish();
  return { findings, commands: commands.size, delivered: logs.delivered, deliveries: early.deliveries };
}
