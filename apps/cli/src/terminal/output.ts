import type { CliError } from '../exits.js';
import type { Terminal } from './terminal.js';
import { manyLines, oneLine, safeJson } from './text.js';

/** Answers go to stdout: for people as text, for programs as JSON. What is said on the way goes to stderr. */
export class Output {
  constructor(
    private readonly terminal: Terminal,
    private readonly json: boolean,
  ) {}

  /** The answer, in whichever of its two forms was asked for. */
  answer(value: unknown, text: () => string): void {
    this.terminal.stdout.write(`${this.json ? safeJson(value) : manyLines(text())}\n`);
  }

  /** A remark that belongs to no answer. */
  say(text: string): void {
    this.terminal.stderr.write(`${oneLine(text)}\n`);
  }

  refuse(error: CliError): void {
    if (this.json) {
      this.terminal.stderr.write(
        `${safeJson({ error: error.problem ?? { detail: error.message }, exit: error.exit })}\n`,
      );
      return;
    }
    this.say(`liaison: ${error.message}`);
    for (const { path, reason } of error.problem?.fields ?? []) this.say(`  ${path} ${reason}`);
    if (error.problem?.requestId !== undefined) this.say(`  request ${error.problem.requestId}`);
  }
}
