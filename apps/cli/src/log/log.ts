import type { Command } from 'commander';
import type { MakeContext } from '../context.js';
import { checkProof, type CheckProofOptions } from './check-proof.js';
import { fsckFolder, type FsckOptions } from './fsck.js';
import { rotateKey, type KeyOptions } from './key.js';
import { verifyCommand } from './verify.js';

/** What is done with a log's files, without a server and without a network. */
export function logCommands(program: Command, contextOf: MakeContext): void {
  const group = program.command('log').description('The tree of the access log: its key, its files, its proofs');
  group
    .command('key')
    .description('Show the public key of the log, or change the key: --new, and --finish once all know the new one')
    .requiredOption('--dir <folder>', 'the log’s folder (LIAISON_LOG_DIR)')
    .option('--new', 'make the next key; the server signs with both')
    .option('--finish', 'sign with the next key alone')
    .action((options: KeyOptions, command: Command) => rotateKey(contextOf(command), options));
  group
    .command('fsck')
    .description('Compute the whole log anew from its entries and name every part that is damaged')
    .requiredOption('--dir <folder>', 'the log’s folder (LIAISON_LOG_DIR)')
    .option('--policy <file>', 'whom you trust; left out: the folder’s own policy')
    .action((options: FsckOptions, command: Command) => fsckFolder(contextOf(command), options));
  group
    .command('check-proof')
    .description('Check that an entry stands in a log that you trust (C2SP tlog-proof)')
    .argument('<proof>', 'file with the proof')
    .requiredOption('--entry <file>', 'the entry, byte by byte')
    .requiredOption('--policy <file>', 'whom you trust (C2SP tlog-policy)')
    .action((proof: string, options: CheckProofOptions, command: Command) =>
      checkProof(contextOf(command), proof, options),
    );
  verifyCommand(group, contextOf);
}
