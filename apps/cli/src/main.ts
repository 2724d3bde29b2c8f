#!/usr/bin/env node
import { Command } from 'commander';
import { importCommand } from './commands/import';
import { EXIT, Failure } from './failure';

const usance = new Command('usance')
  .description('The life of a receivable: credit limits, invoices, payments, overdue, claims.')
  .showHelpAfterError('(--help says how)')
  .addCommand(importCommand());

usance.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Failure ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : EXIT.failed;
});
