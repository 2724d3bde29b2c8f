/**
 * The figures of a receivables CSV, computed straight from its rows in plain code. It shares nothing with the product, so that
 * the two can be held against each other. Amounts in cents, dates as days since 1970.
 */
export interface Receivable {
  readonly country: string;
  readonly buyer: string;
  readonly invoice: string;
  readonly issued: number;
  readonly due: number;
  readonly cents: bigint;
  readonly disputed: boolean;
  /** Paid in full that day; never when absent. */
  readonly settled?: number;
}

const DAY = 86_400_000;

/** A text `YYYY-MM-DD` as the number of days since 1970-01-01. */
export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;
export const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

const slashed = (text: string): number => {
  const [month, day, year] = text.split('/').map(Number);
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY;
};

const centsOf = (text: string): bigint => {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
};

/** Reads a file of the form `countryCode,customerID,…`; its values hold no quotes and no commas. */
export const readReceivables = (csv: string): Receivable[] => {
  const [head = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    const column = (name: string): string => values[names.indexOf(name)] ?? '';
    return {
      country: column('countryCode'),
      buyer: column('customerID'),
      invoice: column('invoiceNumber'),
      issued: slashed(column('InvoiceDate')),
      due: slashed(column('DueDate')),
      cents: centsOf(column('InvoiceAmount')),
      disputed: column('Disputed') === 'Yes',
      settled: column('SettledDate') === '' ? undefined : slashed(column('SettledDate')),
    };
  });
};

/** What a buyer owes on a day, in cents. */
export interface Aging {
  /** Not due, 1-30, 31-60, 61-90, 91-120, more than 120 days after the due day. */
  readonly amounts: bigint[];
  disputed: bigint;
  total: bigint;
}

const isOpen = (row: Receivable, day: number): boolean => row.issued <= day && (row.settled === undefined || row.settled > day);

const bucketOf = (daysLate: number): number => {
  if (daysLate <= 0) return 0;
  if (daysLate <= 30) return 1;
  if (daysLate <= 60) return 2;
  if (daysLate <= 90) return 3;
  return daysLate <= 120 ? 4 : 5;
};

/** A disputed row is contested from its due day, or from the day before it was settled when that is earlier, until it is settled. */
const isContested = (row: Receivable, day: number): boolean =>
  row.disputed && Math.min(row.due, (row.settled ?? Infinity) - 1) <= day;

/** What every buyer with something open owes at the end of the day. */
export const agingByBuyer = (rows: readonly Receivable[], asOf: string): Map<string, Aging> => {
  const day = dayOf(asOf);
  const buyers = new Map<string, Aging>();
  for (const row of rows) {
    if (!isOpen(row, day)) continue;
    let aging = buyers.get(row.buyer);
    if (!aging) buyers.set(row.buyer, (aging = { amounts: [0n, 0n, 0n, 0n, 0n, 0n], disputed: 0n, total: 0n }));
    const bucket = bucketOf(day - row.due);
    aging.amounts[bucket] = (aging.amounts[bucket] ?? 0n) + row.cents;
    aging.total += row.cents;
    if (isContested(row, day)) aging.disputed += row.cents;
  }
  return buyers;
};

/** Days sales outstanding by the countback method, in hundredths of a day, half up; null when what is owed is older than all sales known. */
export const countbackDso = (rows: readonly Receivable[], asOf: string): { hundredths: bigint | null; receivables: bigint } => {
  const end = dayOf(asOf);
  let owed = 0n;
  let first = end;
  for (const row of rows) {
    if (isOpen(row, end)) owed += row.cents;
    first = Math.min(first, row.issued);
  }
  const receivables = owed;
  let days = 0n;
  for (let last = end; owed > 0n;) {
    if (last < first) return { hundredths: null, receivables };
    const start = dayOf(`${isoOf(last).slice(0, 7)}-01`);
    const length = BigInt(last - start + 1);
    const sales = rows.reduce((sum, { issued, cents }) => (issued >= start && issued <= last ? sum + cents : sum), 0n);
    if (sales <= 0n) return { hundredths: null, receivables };
    if (sales > owed) return { hundredths: (2n * (days * sales + owed * length) * 100n + sales) / (2n * sales), receivables };
    owed -= sales;
    days += length;
    last = start - 1;
  }
  return { hundredths: days * 100n, receivables };
};

/** The last days of the months from one month to another, both `YYYY-MM`. */
export const monthEnds = (from: string, to: string): string[] => {
  const ends: string[] = [];
  for (let [year, month] = from.split('-').map(Number) as [number, number]; ; month++) {
    const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    if (end.slice(0, 7) > to) return ends;
    ends.push(end);
  }
};

/** Cents as `1234.56`, with a minus sign when negative. */
export const decimal = (cents: bigint): string => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
