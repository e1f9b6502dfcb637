import type { Command } from 'commander';
import type { MakeContext } from '../context.js';
import { checkProofCommand } from './log-check-proof.js';
import { fsckCommand } from './log-fsck.js';
import { keyCommand } from './log-key.js';
import { receiptCommand } from './log-receipt.js';
import { verifyCommand } from './log-verify.js';

/** What is done with files, without a server and without a network. */
export function logCommands(program: Command, contextOf: MakeContext): void {
  const group = program
    .command('log')
    .description('The access log: check what was taken from it, look after its files');
  checkProofCommand(group, contextOf);
  fsckCommand(group, contextOf);
  keyCommand(group, contextOf);
  receiptCommand(group, contextOf);
  verifyCommand(group, contextOf);
}
