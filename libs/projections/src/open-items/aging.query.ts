import { addDays, type CalendarDate } from '@usance/domain';
import type { Document } from 'mongodb';
import type { BuyerDocument } from '../buyers/buyers.projection';
import { buyers } from '../buyers/buyers.projection';
import { mergedBuyers, type Merged } from '../buyers/merged';
import { key, type ReadModels } from '../kernel';
import { amountOf, cursorOf, keyOf, leastOf, pageOf, type Page } from '../shared/answers';
import { AgingTable, type AgingGroup, type AgingSum, type Entry, type Figures } from './aging-table';
import { itemsAt, ledgerAt, type LedgerAt } from './ledger-at';
import { openItems } from './open-items.projection';

/** What age counts from. */
export type AgingBasis = 'dueDate' | 'invoiceDate';
/** What makes a row. */
export type AgingBy = 'buyer' | 'country' | 'currency' | 'invoice';

/** The ledger as of a day, how it is aged and grouped, and which page of it. */
export interface AgingInput extends Omit<LedgerAt, 'buyers'>, Page {
  /** Only this one, with the duplicates that were merged into it. */
  readonly buyer?: string;
  readonly basis: AgingBasis;
  readonly by: AgingBy;
  /** Upper ends of the buckets in days, rising: 30, 60, 90, 120. */
  readonly buckets: readonly number[];
}

/** The figures of a row: decimal strings in its currency. */
export interface AgingFigures {
  /** Open invoice amounts by bucket, in the order of `buckets`. */
  readonly amounts: readonly string[];
  /** The part of the amounts that is in dispute. */
  readonly disputed: string;
  /** Cash and credit notes that settle nothing yet: negative. */
  readonly unapplied: string;
  readonly total: string;
}

/** What is owed by one buyer, in one country or currency, or on one item. */
export interface AgingRow extends AgingFigures {
  /** A buyer, a country, a currency, or an item's id. */
  readonly key: string;
  /** By invoice only. */
  readonly buyer?: string;
  readonly currency: string;
}

/** A page of the aging ledger, by all that is recorded up to the position. */
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

/** The read models that the aging is answered from. */
export const AGING_MODELS: readonly string[] = [openItems.name, buyers.name];

/**
 * What is owed on a day, by age. The due day is not overdue: day 0 is `notDue`, day 30 is in `1-30`, day 31 in `31-60`. A part
 * payment leaves the rest in the invoice's own bucket. By invoice date, age counts from the day of issue and nothing is `notDue`.
 * Source: domain rules 3.2 (ERPNext ranges with a column for what is not due, odoo PR #16235).
 */
export const aging = async (models: ReadModels, seller: string, input: AgingInput): Promise<AgingAnswer> => {
  const { asOf, knownAt, basis, by, buckets, buyer } = input;
  const merged = await mergedBuyers(models, seller);
  const asked = { ...input, buyers: buyer === undefined ? undefined : merged.withDuplicates(buyer), keptOf: merged.keptOf };
  const { position, rows, totals, nextCursor } = await (by === 'invoice' ? byItem : bySum)(models, seller, asked);
  return {
    position: leastOf(BigInt(position), merged.position),
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
    basis,
    by,
    buckets: labels(buckets),
    rows: rows.map(rowOf),
    totals: totals.map(({ currency, ...figures }) => ({ currency, ...formatted(figures, currency) })),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};

/** The question, with whose accounts it is about and who is kept of duplicates. */
type AskedOfLedger = AgingInput & LedgerAt & Pick<Merged, 'keptOf'>;

interface AgingPage {
  readonly position: string;
  readonly rows: readonly Entry[];
  readonly totals: readonly (Figures & { readonly currency: string })[];
  readonly nextCursor?: string;
}

/** Rows that sum up many items: few enough to be summed all, and cut into pages here. */
const bySum = async (models: ReadModels, seller: string, input: AskedOfLedger): Promise<AgingPage> => {
  const { by, buckets } = input;
  const group = { key: by === 'currency' ? '$currency' : '$buyer', currency: '$currency', bucket: bucketOf(input) };
  const { position, sums } = await ledgerAt<AgingGroup>(models, seller, input, group);
  const named =
    by === 'country' ? await byCountry(models, seller, sums) : { sums: by === 'buyer' ? kept(sums, input) : sums, position };
  const table = new AgingTable(buckets.length + 2, named.sums);
  const page = pageOf(table.entries(), ({ key: name, currency }) => [name, currency], input);
  return { position: leastOf(position, named.position), totals: table.totals(), ...page };
};

/** The sums of duplicates under the buyer that they were merged into; under the one that is asked for, when one is. */
const kept = (sums: readonly AgingSum[], { buyer, keptOf }: AskedOfLedger): AgingSum[] =>
  sums.map((sum) => ({ ...sum, group: { ...sum.group, key: buyer ?? keptOf(sum.group.key) ?? sum.group.key } }));

/** A row an item: only the page is read one by one; the totals are sums as ever. */
const byItem = async (models: ReadModels, seller: string, input: AskedOfLedger): Promise<AgingPage> => {
  const { buckets, limit, cursor } = input;
  const bucket = bucketOf(input);
  const [after] = cursor === undefined ? [] : keyOf(cursor, ['']).map(String);
  const [{ position, sums }, page] = await Promise.all([
    ledgerAt<AgingGroup>(models, seller, input, { key: '$currency', currency: '$currency', bucket }),
    itemsAt<AgingGroup>(models, seller, { ...input, limit: limit + 1, after }, { ...ITEM, bucket }),
  ]);
  const shown = page.items.slice(0, limit);
  const last = shown.at(-1);
  return {
    position: leastOf(position, page.position),
    totals: new AgingTable(buckets.length + 2, sums).totals(),
    rows: new AgingTable(buckets.length + 2, shown).entries(),
    ...(last && page.items.length > limit ? { nextCursor: cursorOf([last.id]) } : {}),
  };
};

const ITEM = { key: '$itemId', currency: '$currency', buyer: '$buyer', kind: '$kind' } as const;

/** `notDue`, `1-30`, `31-60` …, `121+`. */
export const labels = (buckets: readonly number[]): string[] => [
  'notDue',
  ...buckets.map((end, index) => `${(buckets[index - 1] ?? 0) + 1}-${end}`),
  `${(buckets.at(-1) ?? 0) + 1}+`,
];

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
  sums: readonly AgingSum[],
): Promise<{ sums: AgingSum[]; position: bigint }> => {
  const { collection, position } = await models.open<BuyerDocument>(buyers);
  const keys = [...new Set(sums.map(({ group }) => key(seller, group.key)))];
  const files = await collection.find({ _id: { $in: keys } }, { projection: { country: 1, buyerId: 1 } }).toArray();
  const countries = new Map(files.map(({ buyerId, country }) => [buyerId, country]));
  const named = sums.map((sum): AgingSum => ({
    ...sum,
    group: { ...sum.group, key: countries.get(sum.group.key) ?? 'unknown' },
  }));
  return { sums: named, position };
};

const rowOf = ({ key: name, buyer, currency, ...figures }: Entry): AgingRow => ({
  key: name,
  ...(buyer === undefined ? {} : { buyer }),
  currency,
  ...formatted(figures, currency),
});

const formatted = ({ amounts, disputed, unapplied }: Figures, currency: string): AgingFigures => ({
  amounts: amounts.map((minor) => amountOf(minor, currency)),
  disputed: amountOf(disputed, currency),
  unapplied: amountOf(unapplied, currency),
  total: amountOf(
    amounts.reduce((sum, minor) => sum + minor, unapplied),
    currency,
  ),
});
