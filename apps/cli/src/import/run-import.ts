import type { Readable } from 'node:stream';
import { sendBatch } from '../client/batch';
import { untilLevel } from '../client/level';
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
  /** The last position of the log that it led to; none when nothing was carried out. */
  readonly position?: bigint;
  /** Whether every read model has reached the position: queries show all of it. */
  readonly level: boolean;
}

type Sent = ImportLine & { readonly planned: PlannedCommand };

/**
 * Reads the whole file, puts its commands in date order and sends them. Stopped and run again, or run twice, it doubles nothing:
 * every command has a key of its own. At the end it waits until the read models show what was sent.
 */
export const runImport = async (options: ImportOptions): Promise<ImportResult> => {
  const { file, map, seller, http, rejects, signal, out } = options;
  const plan = await ImportPlan.read(file, map, seller);
  const rejected = new RejectsFile(rejects, plan.columns);
  const totals = new ImportTotals();
  for (const fault of plan.faults) rejected.add(fault);
  let position: bigint | undefined;
  if (http !== undefined) position = await sendAll(http, plan, { totals, rejected }, options);
  else for (const { line } of plan.commands()) totals.count(line, 'new');
  await rejected.close();
  const interrupted = signal?.aborted ?? false;
  const level = http !== undefined && position !== undefined && !interrupted && (await follow(http, position, signal, out));
  return { rows: plan.rowCount, planned: plan.commandCount, totals, rejected: rejected.count, interrupted, position, level };
};

/** Sends the plan and keeps account of the answers. Answers the last position that they name. */
const sendAll = async (
  http: string,
  plan: ImportPlan,
  { totals, rejected }: { readonly totals: ImportTotals; readonly rejected: RejectsFile },
  { seller, signal, out }: ImportOptions,
): Promise<bigint | undefined> => {
  let last: bigint | undefined;
  const bar = progress('importing', plan.commandCount, out);
  const url = new URL(`/v1/sellers/${seller}/commands`, http);
  for await (const { command, answer } of sendBatch<Sent>(url, linesOf(plan), signal)) {
    const outcome = outcomeOf(answer);
    totals.count(command, outcome);
    if (outcome === 'refused') rejected.addRefused(plan, command.planned, answer);
    if (answer.position !== undefined) last = later(last, BigInt(answer.position));
    bar.advance();
  }
  bar.stop();
  return last;
};

/** Waits for the read models, and shows how far they are. */
const follow = async (
  http: string,
  position: bigint,
  signal: AbortSignal | undefined,
  out: NodeJS.WriteStream | undefined,
): Promise<boolean> => {
  const bar = progress('read models level (%)', 100, out);
  let shown = 0;
  const onProgress = (percent: number): void => {
    for (; shown < percent; shown++) bar.advance();
  };
  try {
    return await untilLevel(http, position, { onProgress, signal });
  } finally {
    bar.stop();
  }
};

const later = (one: bigint | undefined, other: bigint): bigint => (one !== undefined && one > other ? one : other);

function* linesOf(plan: ImportPlan): Generator<Sent> {
  for (const planned of plan.commands()) yield { ...planned.line, planned };
}
