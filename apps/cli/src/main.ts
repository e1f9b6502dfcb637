#!/usr/bin/env node
import { Command } from 'commander';

const program = new Command('liaison').description('Administration of a Liaison installation');

await program.parseAsync();
