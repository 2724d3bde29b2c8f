import type { CalendarDate } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { ledgerAt } from '../open-items/ledger-at';
import { openItems } from '../open-items/open-items.projection';
import { amountOf, leastOf, QueryError } from '../shared/answers';
import { dsoOf, monthEnds, type Dso, type DsoFigures, type DsoMethod } from './dso';
import { sales, type SalesDocument } from './sales.projection';

/** Which day, which method and over how many days. CURRENCY_NEEDED is answered when no currency is named and there are several. */
export interface DsoInput {
  readonly asOf: CalendarDate;
  readonly method: DsoMethod;
  readonly days: number;
  /** May be absent when the seller's books are in one currency. */
  readonly currency?: string;
}

/** The same at the end of each month of a range; both ends count. */
export interface DsoTrendInput extends Omit<DsoInput, 'asOf'> {
  /** First month, `YYYY-MM`. */
  readonly from: string;
  /** Last month, `YYYY-MM`. */
  readonly to: string;
}

/** The figure with all that it came from. */
export interface DsoRow {
  readonly asOf: CalendarDate;
  readonly method: DsoMethod;
  readonly currency: string | null;
  readonly dso: string | null;
  readonly reason?: string;
  readonly receivables: string;
  readonly sales: string;
  /** The window, for the methods that have one. */
  readonly days?: number;
  readonly overdue?: string;
  readonly notOverdue?: string;
  readonly months?: readonly { readonly month: string; readonly days: number; readonly sales: string; readonly taken: string }[];
}

/** DSO on a day, by all that is recorded up to the position. */
export type DsoAnswer = DsoRow & { readonly position: string };

/** DSO at the end of each month, by all that is recorded up to the position. */
export interface DsoTrendAnswer {
  readonly position: string;
  readonly method: DsoMethod;
  readonly currency: string | null;
  readonly rows: readonly (DsoRow & { readonly month: string })[];
}

/** The read models that DSO is answered from. */
export const DSO_MODELS: readonly string[] = [sales.name, openItems.name];

/** Days sales outstanding on a day. */
export const dso = async (models: ReadModels, seller: string, input: DsoInput): Promise<DsoAnswer> => {
  const books = await openBooks(models, seller, input.currency);
  const { row, position } = await rowAt(models, seller, books, input);
  return { position: leastOf(books.position, position), ...row };
};

/** Days sales outstanding at the end of each month. */
export const dsoTrend = async (
  models: ReadModels,
  seller: string,
  { from, to, ...input }: DsoTrendInput,
): Promise<DsoTrendAnswer> => {
  const books = await openBooks(models, seller, input.currency);
  const rows = await Promise.all(monthEnds(from, to).map((asOf) => rowAt(models, seller, books, { ...input, asOf })));
  return {
    position: leastOf(books.position, ...rows.map(({ position }) => position)),
    method: input.method,
    currency: books.currency,
    rows: rows.map(({ row }) => ({ month: row.asOf.slice(0, 7), ...row })),
  };
};

interface Books {
  readonly position: bigint;
  readonly currency: string | null;
  readonly days: readonly SalesDocument[];
}

/** All days of a seller's books in a currency. CURRENCY_NEEDED when none was named and there are several. */
const openBooks = async (models: ReadModels, seller: string, wanted: string | undefined): Promise<Books> => {
  const { collection, position } = await models.open<SalesDocument>(sales);
  const currencies = wanted === undefined ? await collection.distinct('currency', { seller }) : [wanted];
  if (currencies.length > 1) throw new QueryError('CURRENCY_NEEDED', { currencies: currencies.sort() });
  const [currency = null] = currencies;
  return { position, currency, days: currency === null ? [] : await collection.find({ seller, currency }).toArray() };
};

const rowAt = async (
  models: ReadModels,
  seller: string,
  { days: books, currency, position }: Books,
  { asOf, method, days }: DsoInput,
): Promise<{ row: DsoRow; position: bigint }> => {
  const upTo = books.filter(({ day }) => day <= asOf);
  const receivables = upTo.reduce((sum, { receivablesMinor }) => sum + receivablesMinor, 0n);
  const byAge =
    method === 'bestPossible' || method === 'averageDaysDelinquent'
      ? await splitByAge(models, seller, asOf, currency)
      : undefined;
  const figures: DsoFigures = {
    asOf,
    days,
    receivables,
    overdue: byAge?.overdue ?? 0n,
    notOverdue: byAge?.notOverdue ?? 0n,
    sales: new Map(upTo.map(({ day, salesMinor }) => [day, salesMinor])),
  };
  return { row: rowOf({ asOf, method, days, currency }, figures, dsoOf(method, figures)), position: byAge?.position ?? position };
};

const splitByAge = async (models: ReadModels, seller: string, asOf: CalendarDate, currency: string | null) => {
  const overdue = { $and: [{ $eq: ['$kind', 'invoice'] }, { $lt: ['$dueOn', asOf] }] };
  const group = { kind: '$kind', currency: '$currency', overdue };
  const { position, sums } = await ledgerAt<{ kind: string; currency: string; overdue: boolean }>(
    models,
    seller,
    { asOf },
    group,
  );
  const of = (late: boolean): bigint =>
    sums
      .filter((sum) => sum.group.kind === 'invoice' && sum.group.currency === currency && sum.group.overdue === late)
      .reduce((total, { openMinor }) => total + openMinor, 0n);
  return { position, overdue: of(true), notOverdue: of(false) };
};

type Asked = Omit<DsoInput, 'currency'> & { readonly currency: string | null };

const rowOf = (
  { asOf, method, days, currency }: Asked,
  { receivables, overdue, notOverdue }: DsoFigures,
  result: Dso,
): DsoRow => {
  const amount = (minor: bigint): string => amountOf(minor, currency ?? undefined);
  return {
    asOf,
    method,
    currency,
    dso: result.dso,
    ...('reason' in result ? { reason: result.reason } : {}),
    receivables: amount(receivables),
    sales: amount(result.sales),
    ...(method === 'countback' ? {} : { days }),
    ...(method === 'bestPossible' ? { notOverdue: amount(notOverdue) } : {}),
    ...(method === 'averageDaysDelinquent' ? { overdue: amount(overdue) } : {}),
    ...(result.months
      ? { months: result.months.map((month) => ({ ...month, sales: amount(month.sales), taken: amount(month.taken) })) }
      : {}),
  };
};
