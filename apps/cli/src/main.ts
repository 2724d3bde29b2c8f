#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { apiCommand } from './commands/api';
import { catalogueCommand } from './commands/catalogue';
import { dayCommand } from './commands/day';
import { demoCommand } from './commands/demo';
import { importCommand } from './commands/import';
import { policyCommand } from './commands/policy';
import { rebuildCommand } from './commands/rebuild';
import { replayCommand } from './commands/replay';
import { upCommand } from './commands/up';
import { verifyCommand } from './commands/verify';
import { workerCommand } from './commands/worker';
import { EXIT, Failure } from './failure';

const usance = new Command('usance')
  .description('The life of a receivable: credit limits, invoices, payments, overdue, claims.')
  .showHelpAfterError('(--help says how)')
  .addCommand(upCommand())
  .addCommand(apiCommand())
  .addCommand(workerCommand())
  .addCommand(importCommand())
  .addCommand(demoCommand())
  .addCommand(dayCommand())
  .addCommand(policyCommand())
  .addCommand(rebuildCommand())
  .addCommand(replayCommand())
  .addCommand(verifyCommand())
  .addCommand(catalogueCommand());

usance.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Failure ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(error instanceof Failure ? error.exitCode : EXIT.failed); // what did not end must not keep the process
});
