import type { DomainEvent } from '@usance/domain';
import { aging, decisionsIn, exposureOf, exposures, grades, thresholdsOf } from '@usance/projections';
import { invoiceIssued, invoiceWrittenOff, limitGranted, orderSubmitted } from '../../spec/account';
import { booksOf, columns } from './books';
import { useDatabases } from './database';

jest.setTimeout(60_000);

const books = booksOf(useDatabases());
const today = '2026-06-30';
const page = { limit: 50 };

describe('buyers that were merged', () => {
  const accounts = [
    [limitGranted('1000.00'), invoiceIssued('I1', '100.00')],
    [invoiceIssued('I1', '40.00'), orderSubmitted('O1', '7.00')],
    [invoiceIssued('I1', '5.00')],
    [invoiceIssued('I1', '300 JPY')],
  ];
  const merged = (buyerId: string, duplicateId: string): DomainEvent => ({
    type: 'BuyersMerged',
    data: { buyerId, duplicateId, mergedOn: '2026-02-01', reason: 'same company' },
  });
  const more = [{ category: 'merges', entity: 'buyers', events: [merged('B2', 'B3'), merged('B1', 'B2'), merged('B1', 'B4')] }];

  it('count with the kept one: exposure, aging and decisions', () =>
    books(
      accounts,
      async (models) => {
        expect(await exposureOf(models, 'acme', { buyer: 'B1', today })).toMatchObject({
          open: '145.00',
          orders: '7.00',
          used: '152.00',
          available: '848.00',
          classes: { open: '145.00', order: '7.00' },
        });
        expect(await exposureOf(models, 'acme', { buyer: 'B2', today })).toMatchObject({ used: '47.00' });
        const { rows } = await exposures(models, 'acme', { today, sort: '-used', ...page });
        expect(columns(rows, 'buyer', 'currency', 'used')).toEqual([
          ['B4', 'JPY', '300'],
          ['B1', 'EUR', '152.00'],
        ]);
        const input = { asOf: today, basis: 'dueDate', by: 'buyer', buckets: [30], ...page } as const;
        expect(columns((await aging(models, 'acme', input)).rows, 'key', 'total')).toEqual([
          ['B1', '145.00'],
          ['B1', '300'],
        ]);
        expect(columns((await aging(models, 'acme', { ...input, buyer: 'B2' })).rows, 'key', 'total')).toEqual([['B2', '40.00']]);
        expect(await decisionsIn(models, 'acme', { buyer: 'B1' })).toMatchObject({ orders: { approve: 1 } });
      },
      more,
    ));
});

describe('grades and thresholds', () => {
  const crossed = { alertId: 'utilisation-watch-1', metric: 'utilisation', level: 'watch', value: '0.8', threshold: '0.75' };
  const accounts = [
    [
      limitGranted('100.00', { grade: 3 }),
      {
        type: 'InvoiceIssued',
        data: {
          ...invoiceIssued('I1', '80.00').data,
          thresholds: { crossed: [{ ...crossed, on: '2026-01-10' }], policyVersion: 0 },
        },
      },
    ],
    [limitGranted('50 JPY')],
  ];
  const scored = { type: 'BuyerScored', data: { scoredOn: '2026-02-01', grade: 5 } };
  const more = [
    { category: 'buyer', entity: 'B1', events: [scored] },
    { category: 'account', entity: 'B1', events: [invoiceWrittenOff('I1', '30.00', '2026-06-29')] },
  ];

  it('say how far a buyer is from what is watched, and since when a level is crossed', () =>
    books(
      accounts,
      async (models) => {
        const answer = await thresholdsOf(models, 'acme', { buyer: 'B1', today });
        expect(answer).toMatchObject({
          policyVersion: 0,
          utilisation: '0.5',
          overdueShare: '1',
          daysOverdue: 141,
          gradeDrop: 2,
          firstAlertOn: '2026-01-10',
          defaultedOn: '2026-06-29',
          leadTimeDays: 170,
        });
        expect(answer?.levels).toHaveLength(12);
        expect(answer?.levels.filter((level) => level.crossed)).toEqual([
          {
            metric: 'utilisation',
            level: 'watch',
            threshold: '0.75',
            crossed: true,
            alertId: 'utilisation-watch-1',
            since: '2026-01-10',
          },
        ]);
        expect(await thresholdsOf(models, 'acme', { buyer: 'B2', today })).toMatchObject({
          utilisation: '0',
          overdueShare: null,
          daysOverdue: 0,
          gradeDrop: 0,
          leadTimeDays: null,
        });
        expect(await thresholdsOf(models, 'acme', { buyer: 'B9', today })).toBeUndefined();
      },
      more,
    ));

  it('are a board: buyers, limits and exposure of each grade, currency by currency', () =>
    books(
      accounts,
      async (models) => {
        const { rows } = await grades(models, 'acme', { today, ...page });
        expect(columns(rows, 'grade')).toEqual([...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((grade) => [grade]), [null]]);
        expect(rows.filter(({ buyers }) => buyers > 0)).toEqual([
          {
            grade: 5,
            buyers: 1,
            limits: [{ amount: '100.00', currency: 'EUR' }],
            exposure: [{ amount: '50.00', currency: 'EUR' }],
          },
          { grade: null, buyers: 1, limits: [{ amount: '50', currency: 'JPY' }], exposure: [{ amount: '0', currency: 'JPY' }] },
        ]);
      },
      more,
    ));
});
