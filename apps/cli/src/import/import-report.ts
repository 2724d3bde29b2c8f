import { stringify, type Stringifier } from 'csv-stringify';
import { formatMinor, parseAmount, type MoneyJson } from '@usance/domain';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { BatchAnswer } from '../client/batch';
import { grouped, table } from '../table';
import type { ImportPlan, PlannedCommand, Reject } from './import-plan';
import type { ImportLine } from './row-commands';

/** What became of one command: carried out now, known from before, or refused. */
export type Outcome = 'new' | 'known' | 'refused';

/** A buyer that is registered already is as good as registered; any other refusal is one. */
export const outcomeOf = ({ status, problem }: BatchAnswer): Outcome => {
  if (status === 201) return 'new';
  return status === 200 || problem?.code === 'BUYER_EXISTS' ? 'known' : 'refused';
};

/** Counts what an import did. */
export class ImportTotals {
  private readonly commands = new Map<string, Record<Outcome, number>>();
  private readonly amounts = new Map<string, bigint>();

  count({ command, payload }: ImportLine, outcome: Outcome): void {
    const counts = this.commands.get(command) ?? { new: 0, known: 0, refused: 0 };
    counts[outcome] += 1;
    this.commands.set(command, counts);
    if (outcome !== 'refused' && command in TITLES) this.add(command, payload.amount as MoneyJson);
  }

  /** How many commands ended so. */
  of(outcome: Outcome): number {
    return [...this.commands.values()].reduce((sum, counts) => sum + counts[outcome], 0);
  }

  /** A table of the commands, and the amounts per currency that the new and the known ones stand for. */
  print(): string {
    const figure = (count: number): string => grouped(String(count));
    const rows = [...this.commands].map(([command, counts]) => [
      command,
      figure(counts.new + counts.known + counts.refused),
      ...(['new', 'known', 'refused'] as const).map((outcome) => figure(counts[outcome])),
    ]);
    const head = ['sent', 'new', 'known', 'refused'].map((title) => ({ title, right: true }));
    const amounts = [...this.amounts].sort().map(([key, minor]) => {
      const [title = '', currency = ''] = key.split(' ');
      return `${title} ${currency} ${grouped(formatMinor(minor, currency))}`;
    });
    return [table([{ title: 'command' }, ...head], rows), '', ...amounts].join('\n');
  }

  private add(command: string, { amount, currency }: MoneyJson): void {
    const money = parseAmount(amount, currency);
    if (typeof money === 'string') return;
    const key = `${TITLES[command]} ${currency}`;
    this.amounts.set(key, (this.amounts.get(key) ?? 0n) + money.minor);
  }
}

const TITLES: Readonly<Record<string, string>> = { RecordInvoice: 'invoiced', RecordPayment: 'received' };

/** The file of refused rows: why, and the row as it was, so that it can be put right and imported again. */
export class RejectsFile {
  count = 0;
  private readonly rows: Stringifier;
  private readonly written: Promise<void>;

  constructor(
    readonly path: string,
    columns: readonly string[],
  ) {
    this.rows = stringify({ header: true, columns: ['line', 'command', 'code', 'detail', ...columns] });
    this.written = pipeline(this.rows, createWriteStream(path));
  }

  add({ line, command = '', code, detail, values }: Reject): void {
    this.count += 1;
    this.rows.write([line, command, code, detail, ...values]);
  }

  /** Adds the command's row with the reason that the answer gives. */
  addRefused(plan: ImportPlan, { row, line }: PlannedCommand, { status, problem }: BatchAnswer): void {
    this.add(plan.reject(row, line.command, problem?.code ?? String(status), problem?.detail ?? problem?.title ?? ''));
  }

  async close(): Promise<void> {
    this.rows.end();
    await this.written;
  }
}
