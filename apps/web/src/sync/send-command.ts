import type { Command, CommandAnswer } from '@liaison/contracts';
import type { Api, Sampling } from './api.js';
import type { Link } from './link.js';
import { Refusal, unavailable } from './refusal.js';

/** A command that nobody answers by then is sent again, under the id it has. */
const answerWithin = 15_000;

export interface CommandWays {
  readonly link: Link;
  readonly api: Api;
  readonly sampling: Sampling;
}

/** Over the socket while it is live, else over HTTP. */
export const sendCommand = (ways: CommandWays, command: Command): Promise<CommandAnswer> =>
  ways.link.state === 'live' ? overLink(ways, command) : overHttp(ways, command);

async function overLink({ link, sampling }: CommandWays, command: Command): Promise<CommandAnswer> {
  const sample = sampling.wants();
  if (!sample) return (await link.ask('command', command)).result;
  try {
    const { result, receipts } = await link.ask('command', { ...command, receipt: true });
    sampling.keep(sample, receipts ?? []);
    return result;
  } catch (error) {
    if (error instanceof Refusal) sampling.keep(sample, error.receipts);
    throw error;
  }
}

function overHttp({ api }: CommandWays, { commandId, compartment, ...body }: Command): Promise<CommandAnswer> {
  const signal = AbortSignal.timeout(answerWithin);
  const options = { idempotencyKey: commandId, signal };
  return api.post<CommandAnswer>(`/compartments/${compartment}/commands`, body, options).catch((error: unknown) => {
    throw error instanceof Refusal ? error : unavailable('The server did not answer in time.');
  });
}
