import type { Readable } from 'node:stream';
import { sendBatch } from '../client/batch';
import type { ImportMap } from './import-map';
import { ImportPlan, type PlannedCommand } from './import-plan';
import { ImportTotals, outcomeOf, RejectsFile } from './import-report';
import { progress } from './progress';
import type { ImportLine } from './row-commands';

export interface ImportOptions {
  readonly file: Readable;
  readonly map: ImportMap;
  readonly seller: string;
  /** The api; absent for a dry run, which sends nothing. */
  readonly http?: string;
  readonly rejects: string;
  readonly signal?: AbortSignal;
  readonly out?: NodeJS.WriteStream;
}

/** What an import did. */
export interface ImportResult {
  readonly rows: number;
  readonly planned: number;
  readonly totals: ImportTotals;
  readonly rejected: number;
  readonly interrupted: boolean;
}

type Sent = ImportLine & { readonly planned: PlannedCommand };

/**
 * Reads the whole file, puts its commands in date order and sends them. Stopped and run again, or run twice, it doubles nothing:
 * every command has a key of its own.
 */
export const runImport = async ({ file, map, seller, http, rejects, signal, out }: ImportOptions): Promise<ImportResult> => {
  const plan = await ImportPlan.read(file, map, seller);
  const rejected = new RejectsFile(rejects, plan.columns);
  const totals = new ImportTotals();
  for (const fault of plan.faults) rejected.add(fault);
  if (http !== undefined) {
    const bar = progress('importing', plan.commandCount, out);
    const url = new URL(`/v1/sellers/${seller}/commands`, http);
    for await (const { command, answer } of sendBatch<Sent>(url, linesOf(plan), signal)) {
      const outcome = outcomeOf(answer);
      totals.count(command, outcome);
      if (outcome === 'refused') rejected.addRefused(plan, command.planned, answer);
      bar.advance();
    }
    bar.stop();
  } else for (const { line } of plan.commands()) totals.count(line, 'new');
  await rejected.close();
  const interrupted = signal?.aborted ?? false;
  return { rows: plan.rowCount, planned: plan.commandCount, totals, rejected: rejected.count, interrupted };
};

function* linesOf(plan: ImportPlan): Generator<Sent> {
  for (const planned of plan.commands()) yield { ...planned.line, planned };
}
