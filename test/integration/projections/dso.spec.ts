import type { AccountEvent } from '@usance/domain';
import { dso, dsoTrend, QueryError, type DsoInput, type ReadModels } from '@usance/projections';
import { creditNoteIssued, invoiceCancelled, invoiceIssued, paymentRecorded } from '../../spec/account';
import { recorded } from '../../spec/projections';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const books = <Result>(events: readonly AccountEvent[], ask: (models: ReadModels) => Promise<Result>): Promise<Result> =>
  withDatabase(async (models) => {
    await fill(models, recorded(events));
    return ask(models);
  });

const sold = (invoiceId: string, sum: string, issuedOn: string, dueOn: string): AccountEvent =>
  invoiceIssued(invoiceId, sum, { issuedOn, dueOn });

/** Sales of 70,000 / 80,000 / 100,000 from January to March, 38,000 paid without saying what for. */
const quarter = [
  sold('JAN', '70000.00', '2026-01-15', '2026-02-14'),
  sold('FEB', '50000.00', '2026-02-10', '2026-03-12'),
  sold('FEB2', '30000.00', '2026-02-20', '2026-04-20'),
  sold('MAR', '100000.00', '2026-03-20', '2026-04-19'),
  paymentRecorded('P1', '38000.00', [], '2026-03-25'),
];

const ASK: DsoInput = { asOf: '2026-03-31', method: 'simple', days: 90 };
const answer = (ask: Partial<DsoInput>, events: readonly AccountEvent[] = quarter) =>
  books(events, (models) => dso(models, 'acme', { ...ASK, ...ask }));

describe('DSO', () => {
  // 212,000 / 250,000 × 90 = 76.32
  it('simple, with what it came from', async () =>
    expect(await answer({})).toEqual({
      position: '50',
      asOf: '2026-03-31',
      method: 'simple',
      currency: 'EUR',
      dso: '76.32',
      receivables: '212000.00',
      sales: '250000.00',
      days: 90,
    }));

  // benjipays.com: 31 + 28 + 32/70 × 31 = 73.17
  it('countback, with the months that it peeled', async () =>
    expect(await answer({ method: 'countback' })).toEqual({
      position: '50',
      asOf: '2026-03-31',
      method: 'countback',
      currency: 'EUR',
      dso: '73.17',
      receivables: '212000.00',
      sales: '250000.00',
      months: [
        { month: '2026-03', days: 31, sales: '100000.00', taken: '100000.00' },
        { month: '2026-02', days: 28, sales: '80000.00', taken: '80000.00' },
        { month: '2026-01', days: 31, sales: '70000.00', taken: '32000.00' },
      ],
    }));

  // 130,000 / 250,000 × 90 and 120,000 / 250,000 × 90; the due day itself is not overdue
  it('best possible and average days delinquent split the open invoices by due date', async () => {
    expect(await answer({ method: 'bestPossible' })).toMatchObject({ dso: '46.80', notOverdue: '130000.00' });
    expect(await answer({ method: 'averageDaysDelinquent' })).toMatchObject({ dso: '43.20', overdue: '120000.00' });
    expect(await answer({ method: 'averageDaysDelinquent', asOf: '2026-03-12' })).toMatchObject({ overdue: '70000.00' });
  });

  it('counts sales less credit notes and cancellations, on their own days', async () =>
    expect(
      await answer({}, [
        ...quarter,
        creditNoteIssued('C1', '1000.00', { issuedOn: '2026-03-01' }),
        invoiceCancelled('MAR', '100000.00', { on: '2026-03-31' }),
        creditNoteIssued('C2', '5.00', { issuedOn: '2026-04-01' }),
      ]),
    ).toMatchObject({ receivables: '111000.00', sales: '149000.00' }));

  it('says why there is no figure', async () => {
    expect(await answer({ asOf: '2025-06-30' })).toMatchObject({ dso: null, reason: expect.any(String) as string });
    expect(await answer({}, [])).toMatchObject({ dso: null, currency: null, receivables: '0.00' });
  });

  it('asks which currency is meant when there are several', async () => {
    const mixed = [...quarter, invoiceIssued('J1', '7 JPY', { issuedOn: '2026-03-01' })];
    await expect(answer({}, mixed)).rejects.toMatchObject(new QueryError('CURRENCY_NEEDED', { currencies: ['EUR', 'JPY'] }));
    expect(await answer({ currency: 'JPY' }, mixed)).toMatchObject({ currency: 'JPY', receivables: '7' });
  });

  it('of another seller is not touched', async () =>
    books(quarter, async (models) => expect(await dso(models, 'other', ASK)).toMatchObject({ receivables: '0.00' })));
});

describe('the trend of DSO', () => {
  it.each(['simple', 'countback', 'bestPossible', 'averageDaysDelinquent'] as const)(
    'is the figure at each month end, %s',
    async (method) =>
      books(quarter, async (models) => {
        const { rows } = await dsoTrend(models, 'acme', { from: '2026-01', to: '2026-04', method, days: 90 });
        expect(rows.map(({ month }) => month)).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
        for (const { month: _month, ...row } of rows)
          expect(await dso(models, 'acme', { ...ASK, method, asOf: row.asOf })).toEqual({ position: '50', ...row });
      }),
  );
});
