import { Command, CommanderError } from 'commander';
import { agencyCommands } from './commands/agency.js';
import { doctorCommand } from './commands/doctor.js';
import { importCommands } from './commands/import.js';
import { logCommands } from './commands/log.js';
import { operationCommands } from './commands/operation.js';
import { personCommands } from './commands/person.js';
import { sessionCommands } from './commands/session.js';
import { Context, type GlobalOptions } from './context.js';
import { CliError, exits, type Exit } from './exits.js';
import { Output } from './terminal/output.js';
import type { Terminal } from './terminal/terminal.js';
import { witnessCommand } from './witness/witness.js';

const exitHelp = `
Exit codes: 0 done, 1 refused, 2 wrong usage, 3 server not reachable, 4 not signed in.`;

/** One run of the command line, to its exit code. */
export async function runCli(args: readonly string[], terminal: Terminal, version: string): Promise<Exit> {
  const program = makeProgram(terminal, version);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exits.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.ok : exits.usage;
    if (!(error instanceof CliError)) throw error;
    new Output(terminal, args.includes('--json')).refuse(error);
    return error.exit;
  }
}

/** Every command there is; the reference in the documentation is written from it. */
export function makeProgram(terminal: Terminal, version: string): Command {
  const program = new Command('liaison')
    .description('Work with a Liaison installation, as the person you are there')
    .version(version)
    .option('--url <address>', 'the installation; left out: the last one you signed in to, else this machine')
    .option('--json', 'answer as JSON, for programs')
    .option('--yes', 'do not ask back')
    .addHelpText('after', exitHelp)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(liaison --help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  const contextOf = (command: Command): Context =>
    new Context(terminal, version, command.optsWithGlobals<GlobalOptions>());
  sessionCommands(program, contextOf);
  doctorCommand(program, contextOf);
  agencyCommands(program, contextOf);
  personCommands(program, contextOf);
  operationCommands(program, contextOf);
  importCommands(program, contextOf);
  logCommands(program, contextOf);
  witnessCommand(program, contextOf);
  return program;
}
