import { daysBetween } from '@usance/domain';
import { parse, type Info } from 'csv-parse';
import type { Readable } from 'node:stream';
import { Failure } from '../failure';
import { columnsOf, type ImportMap } from './import-map';
import { stepsOf, type ImportLine, type Step } from './row-commands';
import { RowFault, type Row } from './values';

/** A row that leads to nothing, or a command that was refused. */
export interface Reject {
  /** The line of the file on which the row ends; the header is line 1. */
  readonly line: number;
  readonly values: readonly string[];
  readonly command?: string;
  readonly code: string;
  readonly detail: string;
}

/** A command to send, and the row that it came from. */
export interface PlannedCommand {
  readonly row: number;
  readonly line: ImportLine;
}

/** The file cannot be imported at all. */
export class FileFault extends Failure {
  override readonly name = 'FileFault';
}

/** The most rows of one file: the rows are held in memory, about 200 bytes each, to be put in date order. */
export const MOST_ROWS = 1_000_000;

const EPOCH = '1000-01-01';
const STEPS = 8;
const ROWS = 2 ** 21;

/**
 * A whole file, read once, as commands in date order. What stays in memory is the text of each row and one number for each
 * command (day, step, row), which sorts; the commands themselves are made again from their rows when they are asked for.
 */
export class ImportPlan {
  readonly faults: Reject[] = [];
  private readonly rows: string[] = [];
  private readonly lines: number[] = [];
  private readonly keys: number[] = [];
  private readonly buyers = new Set<string>();

  private constructor(
    readonly columns: readonly string[],
    private readonly steps: readonly Step[],
  ) {}

  /** Reads the file. Throws a FileFault when it is no CSV, lacks a column that the map names, or is too long. */
  static async read(file: Readable, map: ImportMap, seller: string): Promise<ImportPlan> {
    const records = file.pipe(parse({ delimiter: map.delimiter, bom: true, info: true, relax_column_count_less: true }));
    file.once('error', (error) => records.destroy(error));
    let plan: ImportPlan | undefined;
    try {
      for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: Info }>) {
        if (plan) plan.add(record, info.lines);
        else plan = new ImportPlan(checked(record, map), stepsOf(map, seller));
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
        throw new FileFault(`The file is no CSV: ${error.message}`);
      throw error;
    }
    if (!plan) throw new FileFault('The file is empty: it needs a line with the names of its columns.');
    plan.keys.sort((a, b) => a - b);
    return plan;
  }

  get rowCount(): number {
    return this.rows.length;
  }

  get commandCount(): number {
    return this.keys.length;
  }

  /** The commands in the order in which they take effect. */
  *commands(): Generator<PlannedCommand> {
    for (const key of this.keys) {
      const row = key % ROWS;
      const step = this.steps[Math.floor(key / ROWS) % STEPS];
      const line = step?.from(this.rowAt(row))?.line;
      if (line) yield { row, line };
    }
  }

  /** The rejected command with the row that it came from. */
  reject(row: number, command: string, code: string, detail: string): Reject {
    return { line: this.lines[row] ?? 0, values: this.valuesAt(row), command, code, detail };
  }

  private add(values: string[], line: number): void {
    const row = this.rows.length;
    if (row >= MOST_ROWS)
      throw new FileFault(`The file has more than ${MOST_ROWS.toLocaleString('en')} rows: split it by buyer.`);
    this.rows.push(JSON.stringify(values));
    this.lines.push(line);
    try {
      this.keys.push(...this.keysOf(row, this.named(values)));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      this.faults.push({ line, values, code: 'ROW_NOT_UNDERSTOOD', detail: error.message });
    }
  }

  private keysOf(index: number, row: Row): number[] {
    const planned = this.steps.map((step, order) => ({ step, order, dated: step.from(row) }));
    const buyer = String(planned[0]?.dated?.line.payload.buyerId);
    const isFirst = !this.buyers.has(buyer);
    this.buyers.add(buyer);
    return planned.flatMap(({ step, order, dated }) =>
      dated && (isFirst || !step.oncePerBuyer) ? [(daysBetween(EPOCH, dated.on) * STEPS + order) * ROWS + index] : [],
    );
  }

  private valuesAt(row: number): string[] {
    return JSON.parse(this.rows[row] ?? '[]') as string[];
  }

  private rowAt(row: number): Row {
    return this.named(this.valuesAt(row));
  }

  private named(values: readonly string[]): Row {
    return Object.fromEntries(this.columns.map((column, index) => [column, values[index] ?? '']));
  }
}

const checked = (header: readonly string[], map: ImportMap): string[] => {
  const columns = header.map((name) => name.trim());
  const missing = columnsOf(map).filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new FileFault(`The file has no column ${missing.join(', ')}. Its columns are ${columns.join(', ')}.`);
  return columns;
};
