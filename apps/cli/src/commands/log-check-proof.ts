import { parseProof, requireWitnesses, verifyProof, type OpenedCheckpoint } from '@liaison/transparency-log';
import type { Command } from 'commander';
import type { Context, MakeContext } from '../context.js';
import { orRefuse } from '../files/faults.js';
import { readBytes } from '../files/files.js';
import { readPolicy } from '../files/policy-file.js';
import { pairs } from '../terminal/text.js';

interface CheckProofOptions {
  readonly entry: string;
  readonly policy: string;
}

export function checkProofCommand(group: Command, contextOf: MakeContext): void {
  group
    .command('check-proof')
    .description('Check that an entry stands in a log that you trust (C2SP tlog-proof)')
    .argument('<proof>', 'file with the proof')
    .requiredOption('--entry <file>', 'the entry, byte by byte')
    .requiredOption('--policy <file>', 'whom you trust (C2SP tlog-policy)')
    .action((proof: string, options: CheckProofOptions, command: Command) =>
      checkProof(contextOf(command), proof, options),
    );
}

async function checkProof({ out }: Context, path: string, options: CheckProofOptions): Promise<void> {
  const policy = await readPolicy(options.policy);
  const entry = await readBytes(options.entry, 'entry');
  const bytes = await readBytes(path, 'proof');
  const { index, opened } = await orRefuse(path, () => {
    const proof = parseProof(bytes);
    const opened = verifyProof(entry, proof, policy);
    requireWitnesses(opened, policy);
    return { index: proof.index, opened };
  });
  out.answer({ proven: true, index, ...headOf(opened) }, () =>
    pairs([['Proven', `entry ${index} of ${opened.origin}`], ...headPairs(opened)]),
  );
}

/** A checkpoint as programs read it. Times are in seconds since the epoch. */
export const headOf = ({ origin, size, root, cosigned }: OpenedCheckpoint): object => ({
  origin,
  size,
  root: Buffer.from(root).toString('base64'),
  cosigned: [...cosigned].map(([name, { time }]) => ({ name, time })),
});

export const headPairs = ({ size, root, cosigned }: OpenedCheckpoint): readonly (readonly [string, string])[] => [
  ['Size', String(size)],
  ['Root', Buffer.from(root).toString('base64')],
  ...[...cosigned].map(([name, { time }]) => ['Cosigned', `${name} ${new Date(time * 1000).toISOString()}`] as const),
];
