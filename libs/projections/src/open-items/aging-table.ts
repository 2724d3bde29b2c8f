import { key } from '../kernel';
import type { LedgerSum } from './ledger-at';

/** Which items make one row. */
export interface AgingGroup {
  readonly key: string;
  readonly currency: string;
  /** By invoice: whose it is, and of which kind. */
  readonly buyer?: string;
  readonly kind?: string;
  /** -1: unapplied. */
  readonly bucket: number;
}

/** What was open of the items of one group. */
export type AgingSum = LedgerSum<AgingGroup>;

/** Minor units. */
export interface Figures {
  readonly amounts: bigint[];
  disputed: bigint;
  unapplied: bigint;
}

/** A row of the table with its figures. */
export type Entry = Omit<AgingGroup, 'bucket'> & Figures;

/** Gathers sums into rows and totals. */
export class AgingTable {
  private readonly byRow = new Map<string, Entry>();
  private readonly byCurrency = new Map<string, Figures>();

  constructor(
    private readonly width: number,
    sums: readonly AgingSum[],
  ) {
    for (const sum of sums) this.add(sum);
  }

  private add({ group: { bucket, ...row }, openMinor, disputedMinor }: AgingSum): void {
    const id = key(row.key, row.currency, row.buyer ?? '', row.kind ?? '');
    const entry = this.byRow.get(id) ?? { ...row, ...this.zero() };
    this.byRow.set(id, entry);
    const total = this.byCurrency.get(row.currency) ?? this.zero();
    this.byCurrency.set(row.currency, total);
    for (const figures of [entry, total]) {
      if (bucket < 0) figures.unapplied -= openMinor;
      else figures.amounts[bucket] = (figures.amounts[bucket] ?? 0n) + openMinor;
      figures.disputed += disputedMinor;
    }
  }

  /** What makes up a row each; those of zeros only are left out. */
  entries(): Entry[] {
    return [...this.byRow.values()].filter(({ amounts, unapplied }) => unapplied !== 0n || amounts.some((minor) => minor !== 0n));
  }

  /** The sums over all rows, by currency. */
  totals(): (Figures & { currency: string })[] {
    return [...this.byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, figures]) => ({ currency, ...figures }));
  }

  private zero(): Figures {
    return { amounts: Array.from({ length: this.width }, () => 0n), disputed: 0n, unapplied: 0n };
  }
}
