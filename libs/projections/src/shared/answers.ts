import { formatMinor, minorDigits } from '@usance/domain';

export { quotient } from '@usance/domain';

/** A question that cannot be answered as it was asked. `facts` help to ask again. */
export class QueryError extends Error {
  constructor(
    readonly code: 'CURRENCY_NEEDED' | 'CURSOR_UNKNOWN',
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(code);
    this.name = 'QueryError';
  }
}

/** A table in pages. */
export interface Page {
  /** At most so many rows. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** What a row is sorted by: texts, and whole numbers of any size. */
export type SortKey = readonly (string | bigint)[];

/** A sort key as a caller carries it about; whole numbers are told from texts by their form. */
export const cursorOf = (key: SortKey): string => {
  const parts = key.map((part) => (typeof part === 'bigint' ? [part.toString()] : part));
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
};

/** The sort key in a cursor. CURSOR_UNKNOWN when it is none of ours, or of another table. */
export const keyOf = (cursor: string, like: SortKey): SortKey => {
  const parts = parsed(cursor);
  const key = Array.isArray(parts) ? parts.map(partOf) : [];
  if (key.length === like.length && key.every((part, index) => typeof part === typeof like[index])) return key as SortKey;
  throw new QueryError('CURSOR_UNKNOWN', { cursor });
};

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
};

const partOf = (part: unknown): unknown => {
  const [digits] = Array.isArray(part) ? (part as unknown[]) : [];
  return typeof digits === 'string' && /^-?\d{1,80}$/.test(digits) ? BigInt(digits) : part;
};

/** Orders two keys of one table: part by part, numbers by value, texts by code unit. */
export const compareKeys = (a: SortKey, b: SortKey): number => {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined || part === other) continue;
    return part < other ? -1 : 1;
  }
  return 0;
};

/** One page of rows that are all at hand, in the order of their keys. */
export const pageOf = <Row>(
  rows: readonly Row[],
  sortKey: (row: Row) => SortKey,
  { limit, cursor }: Page,
): { rows: Row[]; nextCursor?: string } => {
  const keyed = rows.map((row) => ({ row, key: sortKey(row) })).sort((a, b) => compareKeys(a.key, b.key));
  const [first] = keyed;
  const from = cursor === undefined || !first ? undefined : keyOf(cursor, first.key);
  const after = from ? keyed.filter(({ key }) => compareKeys(key, from) > 0) : keyed;
  const page = after.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map(({ row }) => row), ...(last && after.length > limit ? { nextCursor: cursorOf(last.key) } : {}) };
};

/** A sum as the database gave it. Sums of 64-bit integers are such; one that does not fit comes as a double, and is no answer. */
export const exact = (sum: bigint | number): bigint => {
  if (typeof sum === 'number' && !Number.isSafeInteger(sum)) throw new RangeError('the sum is beyond 64 bits');
  return BigInt(sum);
};

/** An amount as answers give it: a decimal string; its currency stands beside it. */
export const amountOf = (minor: bigint, currency: string | undefined): string => formatMinor(minor, currency ?? 'XXX');

/** The smallest units of an amount as answers give it: with exactly the currency's digits. */
export const minorOf = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** An amount as a number that compares with those of other currencies; no currency has more than four digits. */
export const inTenThousandths = (minor: bigint, currency = ''): bigint => minor * 10n ** BigInt(4 - (minorDigits(currency) ?? 2));

/** The lowest of the positions that an answer was put together from. */
export const leastOf = (...positions: readonly bigint[]): string =>
  positions.reduce((least, position) => (position < least ? position : least)).toString();
