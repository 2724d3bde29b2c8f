import { formatMinor } from '@usance/domain';

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

/** What a row is sorted by; texts and numbers compare as such. */
export type SortKey = readonly (string | number)[];

export const cursorOf = (key: SortKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key in a cursor. CURSOR_UNKNOWN when it is none of ours, or of another table. */
export const keyOf = (cursor: string, length: number): SortKey => {
  const key = parsed(cursor);
  if (Array.isArray(key) && key.length === length && key.every((part) => typeof part === 'string' || typeof part === 'number'))
    return key;
  throw new QueryError('CURSOR_UNKNOWN', { cursor });
};

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
};

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
  const from = cursor === undefined || !first ? undefined : keyOf(cursor, first.key.length);
  const after = from ? keyed.filter(({ key }) => compareKeys(key, from) > 0) : keyed;
  const page = after.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map(({ row }) => row), ...(last && after.length > limit ? { nextCursor: cursorOf(last.key) } : {}) };
};

/** An amount as answers give it: a decimal string; its currency stands beside it. */
export const amountOf = (minor: bigint, currency: string | undefined): string => formatMinor(minor, currency ?? 'XXX');

/** The lowest of the positions that an answer was put together from. */
export const leastOf = (...positions: readonly bigint[]): string =>
  positions.reduce((least, position) => (position < least ? position : least)).toString();

/** numerator / denominator to so many decimals, rounded once, half up. The denominator is positive. */
export const quotient = (numerator: bigint, denominator: bigint, decimals = 2): string => {
  const doubled = 2n * numerator * 10n ** BigInt(decimals) + denominator;
  const rounded = doubled >= 0n ? doubled / (2n * denominator) : -((-doubled + 2n * denominator - 1n) / (2n * denominator));
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, '0');
  return `${rounded < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};
