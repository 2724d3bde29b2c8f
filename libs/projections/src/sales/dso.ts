import { addDays, daysBetween, monthEnd, monthStart, type CalendarDate } from '@usance/domain';
import { quotient } from '../shared/answers';

/** How days sales outstanding are counted; see `dsoOf`. */
export type DsoMethod = 'simple' | 'countback' | 'bestPossible' | 'averageDaysDelinquent';

/** What a day's sales were, in minor units; days without any may be missing. */
export type SalesByDay = ReadonlyMap<CalendarDate, bigint>;

/** What a DSO is made of, in minor units of one currency. */
export interface DsoFigures {
  readonly asOf: CalendarDate;
  /** Length of the window that sales are summed over; it ends on `asOf`. */
  readonly days: number;
  /** The ledger's total on `asOf`, in minor units. */
  readonly receivables: bigint;
  /** What of the invoices was past due on `asOf`, and what was not. */
  readonly overdue: bigint;
  readonly notOverdue: bigint;
  readonly sales: SalesByDay;
}

/** One month that countback peeled off. */
export interface PeeledMonth {
  readonly month: string;
  readonly days: number;
  readonly sales: bigint;
  /** How much of what is owed the month accounts for. */
  readonly taken: bigint;
}

/** The figure, or why there is none, and the sales that it came from. */
export type Dso = { readonly sales: bigint; readonly months?: readonly PeeledMonth[] } & (
  { readonly dso: string } | { readonly dso: null; readonly reason: string }
);

/**
 * Days sales outstanding. Exact until one rounding, half up, to two decimals.
 * - simple: receivables / sales × days. Source: JDE, 10,869 × 90 / 17,672 = 55.35.
 * - countback: months are peeled back from `asOf` until what is owed is used up. Source: benjipays.com.
 * - bestPossible: what is not overdue / sales × days. averageDaysDelinquent: what is overdue / sales × days.
 */
export const dsoOf = (method: DsoMethod, figures: DsoFigures): Dso =>
  method === 'countback' ? countback(figures) : ratio(method, figures);

const ratio = (
  method: Exclude<DsoMethod, 'countback'>,
  { asOf, days, receivables, overdue, notOverdue, sales }: DsoFigures,
): Dso => {
  const sold = sum(sales, addDays(asOf, 1 - days), asOf);
  if (sold <= 0n) return { dso: null, reason: `no sales in the ${days} days that end on ${asOf}`, sales: sold };
  const owed = { simple: receivables, bestPossible: notOverdue, averageDaysDelinquent: overdue }[method];
  return { dso: quotient(owed * BigInt(days), sold), sales: sold };
};

const countback = ({ asOf, receivables, sales }: DsoFigures): Dso => {
  const first = firstSale(sales, asOf);
  const months: PeeledMonth[] = [];
  let rest = receivables;
  let days = 0;
  for (let end = asOf; rest > 0n; end = addDays(monthStart(end), -1)) {
    const month = end.slice(0, 7);
    const counted = sumOf(months);
    if (end < first) return { dso: null, reason: 'the receivables are older than all sales known', sales: counted, months };
    const sold = sum(sales, monthStart(end), end);
    if (sold <= 0n) return { dso: null, reason: `${month} has no sales while money is still owed`, sales: counted, months };
    const length = daysBetween(monthStart(end), end) + 1;
    months.push({ month, days: length, sales: sold, taken: rest < sold ? rest : sold });
    if (rest < sold) return { dso: quotient(BigInt(days) * sold + rest * BigInt(length), sold), sales: counted + sold, months };
    rest -= sold;
    days += length;
  }
  return { dso: quotient(BigInt(days), 1n), sales: sumOf(months), months };
};

const firstSale = (sales: SalesByDay, asOf: CalendarDate): CalendarDate =>
  [...sales].reduce((earliest, [day, minor]) => (minor !== 0n && day < earliest ? day : earliest), asOf);

const sumOf = (months: readonly PeeledMonth[]): bigint => months.reduce((total, { sales }) => total + sales, 0n);

/** Sales from one day to another, both included. */
const sum = (sales: SalesByDay, from: CalendarDate, to: CalendarDate): bigint => {
  let total = 0n;
  for (const [day, minor] of sales) if (day >= from && day <= to) total += minor;
  return total;
};

/** The last day of every month from one to another, both included: `2013-01` to `2013-12`. */
export const monthEnds = (from: string, to: string): CalendarDate[] => {
  const count = monthsSinceZero(to) - monthsSinceZero(from) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => monthEnd(`${monthAfter(from, index)}-01`));
};

const monthsSinceZero = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

const monthAfter = (month: string, months: number): string => {
  const count = monthsSinceZero(month) + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
};
