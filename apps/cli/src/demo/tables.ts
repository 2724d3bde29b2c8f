import { callApi } from '../client/http';
import { grouped, table } from '../table';

interface AgingRow {
  readonly key?: string;
  readonly currency: string;
  readonly amounts: readonly string[];
  readonly disputed: string;
  readonly unapplied: string;
  readonly total: string;
}

interface AgingAnswer {
  readonly asOf: string;
  readonly buckets: readonly string[];
  readonly rows: readonly AgingRow[];
  readonly totals: readonly AgingRow[];
}

/** The aging ledger by country and currency, with totals. */
export const agingTable = async (http: string, seller: string, asOf: string): Promise<string> => {
  const { buckets, rows, totals } = await callApi<AgingAnswer>(
    http,
    `/v1/sellers/${seller}/aging?asOf=${asOf}&by=country&limit=500`,
  );
  const right = [...buckets, 'disputed', 'unapplied', 'total'].map((title) => ({ title, right: true }));
  const cells = (row: AgingRow): string[] => [
    row.key ?? 'all',
    row.currency,
    ...[...row.amounts, row.disputed, row.unapplied, row.total].map(grouped),
  ];
  const sorted = rows.toSorted((a, b) => a.currency.localeCompare(b.currency) || (a.key ?? '').localeCompare(b.key ?? ''));
  return table([{ title: 'country' }, { title: 'currency' }, ...right], [...sorted.map(cells), undefined, ...totals.map(cells)]);
};

interface DsoRow {
  readonly asOf: string;
  readonly dso: string | null;
  readonly receivables: string;
}

/** Countback DSO at each month's end, a column of days for each currency. */
export const dsoTable = async (
  http: string,
  seller: string,
  currencies: readonly string[],
  [from, to]: readonly [string, string],
): Promise<string> => {
  const trends = await Promise.all(
    currencies.map(async (currency) => {
      const query = `from=${from}&to=${to}&method=countback&currency=${currency}&limit=500`;
      const { rows } = await callApi<{ rows: readonly DsoRow[] }>(http, `/v1/sellers/${seller}/dso/trend?${query}`);
      return new Map(rows.map((row) => [row.asOf, row]));
    }),
  );
  const months = [...new Set(trends.flatMap((trend) => [...trend.keys()]))].sort();
  const columns = currencies.flatMap((currency) => [
    { title: `${currency} days`, right: true },
    { title: `${currency} owed`, right: true },
  ]);
  const rows = months.map((month) => [
    month,
    ...trends.flatMap((trend) => [trend.get(month)?.dso ?? '–', grouped(trend.get(month)?.receivables ?? '0.00')]),
  ]);
  return table([{ title: 'month end' }, ...columns], rows);
};

interface ExposureRow {
  readonly buyer: string;
  readonly currency: string;
  readonly limit: string | null;
  readonly used: string;
  readonly overdue: string;
  readonly utilisation: string | null;
  readonly overLimit: boolean;
}

/** The buyers that use the most of their limit. */
export const exposureTable = async (http: string, seller: string, count: number): Promise<string> => {
  const { rows } = await callApi<{ rows: readonly ExposureRow[] }>(
    http,
    `/v1/sellers/${seller}/exposure?sort=-utilisation&limit=${count}`,
  );
  const figures = ['limit', 'used', 'overdue', 'utilisation'].map((title) => ({ title, right: true }));
  return table(
    [{ title: 'buyer' }, { title: 'currency' }, ...figures, { title: '' }],
    rows.map(({ buyer, currency, limit, used, overdue, utilisation, overLimit }) => [
      buyer,
      currency,
      ...[limit ?? '–', used, overdue].map(grouped),
      utilisation ?? '–',
      overLimit ? 'over limit' : '',
    ]),
  );
};
