import { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { EXIT, Failure } from '../failure';
import { readImportMap } from '../import/import-map';
import { runImport, type ImportResult } from '../import/run-import';
import { toldToStop } from '../system/until-told-to-stop';
import { grouped } from '../table';
import { dataDirOption, httpOf, sellerOption, urlOption, type Target } from '../target';

interface Options extends Target {
  readonly map: string;
  readonly seller: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
}

const HELP = `
The map says what the columns mean; apps/cli/examples/late-payments.map.yaml is one, with every field explained.
Commands are sent in date order. Stopping with Ctrl-C and running again, or running twice, doubles nothing.
At the end it waits until the read models show what was sent, and prints the position; it goes on without them when they stand still
for a minute.
A file may have 1,000,000 rows; they are held in memory, about 200 bytes each.
Ends with 0 when all went in, 2 when rows were refused (see the rejects file), 130 when stopped, 1 when it failed.`;

const behind = (position: bigint): string =>
  `it is stored; a query may not show all of it yet, one with atLeast=${position} waits until it does`;

export const importCommand = (): Command =>
  new Command('import')
    .description('load invoices, disputes and payments from a CSV file')
    .argument('<file>', 'the CSV file, or - for standard input')
    .requiredOption('--map <file>', 'what the columns mean (YAML)')
    .addOption(sellerOption().makeOptionMandatory())
    .addOption(urlOption())
    .addOption(dataDirOption())
    .option('--rejects <file>', 'where refused rows go, with reasons (default: rejects-<file>)')
    .option('--dry-run', 'read and check everything, send nothing')
    .addHelpText('after', HELP)
    .action(importFile);

const importFile = async (file: string, options: Options): Promise<void> => {
  const map = readImportMap(await readText(options.map));
  if (file !== '-') await mustBeReadable(file);
  const rejects = options.rejects ?? `rejects-${file === '-' ? 'stdin.csv' : basename(file)}`;
  const stop = new AbortController();
  void toldToStop().then(() => {
    process.stderr.write('\nStopping after what was sent; Ctrl-C again stops at once.\n');
    stop.abort();
  });
  const result = await runImport({
    file: file === '-' ? process.stdin : createReadStream(file),
    map,
    seller: options.seller,
    http: options.dryRun ? undefined : await httpOf(options),
    rejects,
    signal: stop.signal,
  });
  report(result, rejects, options.dryRun === true);
  if (result.interrupted) process.exitCode = EXIT.interrupted;
  else if (result.rejected > 0) process.exitCode = EXIT.someRefused;
};

const report = (result: ImportResult, rejects: string, dryRun: boolean): void => {
  const { rows, totals, rejected, interrupted, planned, position, level } = result;
  const lines = [
    `${grouped(String(rows))} rows, ${grouped(String(planned))} commands${dryRun ? ', nothing sent (dry run)' : ''}`,
    '',
    totals.print(),
  ];
  if (rejected > 0) lines.push('', `${grouped(String(rejected))} refused, with reasons: ${rejects}`);
  if (position !== undefined) lines.push('', `Position ${position}: ${level ? 'every query shows it' : behind(position)}.`);
  if (interrupted) lines.push('', 'Stopped. Run the same command again to go on.');
  process.stdout.write(`${lines.join('\n')}\n`);
};

const mustBeReadable = (file: string): Promise<void> =>
  access(file).catch((error: Error) => {
    throw new Failure(`Cannot read ${file}: ${error.message}`);
  });

const readText = async (file: string): Promise<string> => {
  await mustBeReadable(file);
  return readFile(file, 'utf8');
};
