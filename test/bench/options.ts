import { parseArgs } from 'node:util';

export const workloads = ['w1', 'w2', 'w3', 'w4', 'w5'] as const;
export type Workload = (typeof workloads)[number];

export interface Options {
  readonly only: readonly Workload[];
  readonly members: readonly number[];
  /** One short round of each: for looking, not for figures. */
  readonly quick: boolean;
  /** The product alone, with a CPU profile of each measured window. */
  readonly profile: boolean;
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: workloads.join() },
      members: { type: 'string', default: '27,200,1000' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  });
  return {
    only: values.only.split(',').map(workloadNamed),
    members: values.members.split(',').map(memberCount),
    quick: values.quick,
    profile: values.profile,
  };
}

function workloadNamed(name: string): Workload {
  const found = workloads.find((one) => one === name);
  if (!found) throw new Error(`--only takes ${workloads.join()}; ${name} is none of them`);
  return found;
}

/** There are 25 senders, and so many people are seeded. */
function memberCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 25 && count <= 1_000) return count;
  throw new Error('--members takes whole numbers from 25 to 1000');
}
