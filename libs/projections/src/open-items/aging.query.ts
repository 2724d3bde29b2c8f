import { addDays, type CalendarDate } from '@usance/domain';
import type { Document } from 'mongodb';
import type { BuyerDocument } from '../buyers/buyers.projection';
import { buyers } from '../buyers/buyers.projection';
import type { ReadModels } from '../kernel';
import { amountOf, leastOf, pageOf, type Page } from '../shared/answers';
import { key } from '../shared/keys';
import { ledgerAt, type LedgerAt, type LedgerSum } from './ledger-at';

export type AgingBasis = 'dueDate' | 'invoiceDate';
export type AgingBy = 'buyer' | 'country' | 'currency' | 'invoice';

export interface AgingInput extends LedgerAt, Page {
  readonly basis: AgingBasis;
  readonly by: AgingBy;
  /** Upper ends of the buckets in days, rising: 30, 60, 90, 120. */
  readonly buckets: readonly number[];
}

export interface AgingFigures {
  /** Open invoice amounts by bucket, in the order of `buckets`. */
  readonly amounts: readonly string[];
  /** The part of the amounts that is in dispute. */
  readonly disputed: string;
  /** Cash and credit notes that settle nothing yet: negative. */
  readonly unapplied: string;
  readonly total: string;
}

export interface AgingRow extends AgingFigures {
  /** A buyer, a country, a currency, or an item's id. */
  readonly key: string;
  /** By invoice only. */
  readonly buyer?: string;
  readonly currency: string;
}

export interface AgingAnswer {
  readonly position: string;
  readonly asOf: CalendarDate;
  readonly knownAt?: string;
  readonly basis: AgingBasis;
  readonly by: AgingBy;
  readonly buckets: readonly string[];
  readonly rows: readonly AgingRow[];
  /** Of all rows, not of the page. */
  readonly totals: readonly (AgingFigures & { readonly currency: string })[];
  readonly nextCursor?: string;
}

/** Which items make one row. */
interface AgingGroup {
  readonly key: string;
  readonly currency: string;
  /** By invoice: whose it is, and of which kind. */
  readonly buyer?: string;
  readonly kind?: string;
  /** -1: unapplied. */
  readonly bucket: number;
}

type Sum = LedgerSum<AgingGroup>;

/**
 * What is owed on a day, by age. The due day is not overdue: day 0 is `notDue`, day 30 is in `1-30`, day 31 in `31-60`. A part
 * payment leaves the rest in the invoice's own bucket. By invoice date, age counts from the day of issue and nothing is `notDue`.
 * Source: domain rules 3.2 (ERPNext ranges with a column for what is not due, odoo PR #16235).
 */
export const aging = async (models: ReadModels, seller: string, input: AgingInput): Promise<AgingAnswer> => {
  const { asOf, knownAt, basis, by, buckets } = input;
  const { position, sums } = await ledgerAt<AgingGroup>(models, seller, input, { ...grouping(by), bucket: bucketOf(input) });
  const named = by === 'country' ? await byCountry(models, seller, sums) : { sums, position };
  const table = new AgingTable(buckets.length + 2);
  for (const sum of named.sums) table.add(sum);
  const page = pageOf(table.rows(), ({ key: name, currency, buyer }) => [name, currency, buyer ?? ''], input);
  return {
    position: leastOf(position, named.position),
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
    basis,
    by,
    buckets: labels(buckets),
    rows: page.rows,
    totals: table.totals(),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
};

/** `notDue`, `1-30`, `31-60` …, `121+`. */
export const labels = (buckets: readonly number[]): string[] => [
  'notDue',
  ...buckets.map((end, index) => `${(buckets[index - 1] ?? 0) + 1}-${end}`),
  `${(buckets.at(-1) ?? 0) + 1}+`,
];

const grouping = (by: AgingBy): Readonly<Record<string, unknown>> => {
  if (by === 'currency') return { key: '$currency', currency: '$currency' };
  if (by === 'invoice') return { key: '$itemId', currency: '$currency', buyer: '$buyer', kind: '$kind' };
  return { key: '$buyer', currency: '$currency' };
};

/** Dates compare as text, so a bucket is found without counting days. */
const bucketOf = ({ asOf, basis, buckets }: AgingInput): Document => {
  const [from, notDue] = basis === 'dueDate' ? ['$dueOn', [{ case: { $gte: ['$dueOn', asOf] }, then: 0 }]] : ['$issuedOn', []];
  const ranges = buckets.map((end, index) => ({ case: { $gte: [from, addDays(asOf, -end)] }, then: index + 1 }));
  const branches = [{ case: { $ne: ['$kind', 'invoice'] }, then: -1 }, ...notDue, ...ranges];
  return { $switch: { branches, default: buckets.length + 1 } };
};

const byCountry = async (
  models: ReadModels,
  seller: string,
  sums: readonly Sum[],
): Promise<{ sums: Sum[]; position: bigint }> => {
  const { collection, position } = await models.open<BuyerDocument>(buyers);
  const keys = [...new Set(sums.map(({ group }) => key(seller, group.key)))];
  const files = await collection.find({ _id: { $in: keys } }, { projection: { country: 1, buyerId: 1 } }).toArray();
  const countries = new Map(files.map(({ buyerId, country }) => [buyerId, country]));
  const named = sums.map((sum): Sum => ({ ...sum, group: { ...sum.group, key: countries.get(sum.group.key) ?? 'unknown' } }));
  return { sums: named, position };
};

interface Figures {
  readonly amounts: bigint[];
  disputed: bigint;
  unapplied: bigint;
}

/** Gathers sums into rows and totals. */
class AgingTable {
  private readonly byRow = new Map<string, Omit<AgingGroup, 'bucket'> & Figures>();
  private readonly byCurrency = new Map<string, Figures>();

  constructor(private readonly width: number) {}

  add({ group: { bucket, ...row }, openMinor, disputedMinor }: Sum): void {
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

  /** Rows of zeros only are left out. */
  rows(): AgingRow[] {
    return [...this.byRow.values()]
      .filter(({ amounts, unapplied }) => unapplied !== 0n || amounts.some((minor) => minor !== 0n))
      .map(({ key: name, buyer, currency, ...figures }) => ({
        key: name,
        ...(buyer === undefined ? {} : { buyer }),
        currency,
        ...formatted(figures, currency),
      }));
  }

  totals(): (AgingFigures & { currency: string })[] {
    return [...this.byCurrency]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, figures]) => ({ currency, ...formatted(figures, currency) }));
  }

  private zero(): Figures {
    return { amounts: Array.from({ length: this.width }, () => 0n), disputed: 0n, unapplied: 0n };
  }
}

const formatted = ({ amounts, disputed, unapplied }: Figures, currency: string): AgingFigures => ({
  amounts: amounts.map((minor) => amountOf(minor, currency)),
  disputed: amountOf(disputed, currency),
  unapplied: amountOf(unapplied, currency),
  total: amountOf(
    amounts.reduce((sum, minor) => sum + minor, unapplied),
    currency,
  ),
});
