import type { AccountEvent } from '@usance/domain';
import { exposureOf, exposures, type ExposuresAnswer, type ExposureSort, type ReadModels } from '@usance/projections';
import {
  allocated,
  disputeRaised,
  invoiceFellOverdue,
  invoiceIssued,
  limitGranted,
  limitReduced,
  paymentRecorded,
} from '../../spec/account';
import {
  orderCancelled,
  orderHeld,
  orderShipped,
  orderSubmitted,
  passed,
  securityRecorded,
  temporaryLimitGranted,
} from '../../spec/account/credit-events';
import { amount } from '../../spec/given-when-then';
import { recorded } from '../../spec/projections';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const today = '2026-06-30';
const NONE = { temporary: '0.00', cover: '0.00', ownRisk: '0.00', security: '0.00', orders: '0.00', shipped: '0.00' };
const NO_VALUE = {
  held: '0.00',
  later: '0.00',
  order: '0.00',
  shipped: '0.00',
  open: '0.00',
  settled: '0.00',
  cancelled: '0.00',
};

/** Buyers B1, B2, … with these events each. */
const buyers = <Result>(accounts: readonly AccountEvent[][], ask: (models: ReadModels) => Promise<Result>): Promise<Result> =>
  withDatabase(async (models) => {
    const books = accounts.map((events, index) => recorded(events, { entity: `B${index + 1}`, after: BigInt(index) * 1_000n }));
    await fill(models, books.flat());
    return ask(models);
  });

describe("one buyer's exposure", () => {
  const story = [
    limitGranted('1000.00'),
    invoiceIssued('I1', '400.00'),
    invoiceFellOverdue('I1', '400.00'),
    invoiceIssued('I2', '200.00'),
    disputeRaised('I2', '250.00'),
    invoiceIssued('I3', '30.00'),
    invoiceFellOverdue('I3', '30.00'),
    paymentRecorded('P1', '80.00', [allocated('I3', '30.00')]),
  ];

  it('is what is owed and what may be owed; what was paid is no longer overdue', async () =>
    expect(await buyers([story], (models) => exposureOf(models, 'acme', { buyer: 'B1', today }))).toEqual({
      position: '80',
      buyer: 'B1',
      currency: 'EUR',
      limit: '1000.00',
      ...NONE,
      open: '600.00',
      overdue: '400.00',
      disputed: '200.00',
      unapplied: '50.00',
      used: '550.00',
      available: '450.00',
      utilisation: '0.55',
      overLimit: false,
      limitStatus: 'in_force',
      classes: { ...NO_VALUE, open: '600.00', settled: '30.00' },
    }));

  it('shows the excess over a limit that was cut', async () =>
    expect(
      await buyers([[...story, limitReduced('500.00', '2026-06-30')]], (models) =>
        exposureOf(models, 'acme', { buyer: 'B1', today }),
      ),
    ).toMatchObject({ limit: '500.00', available: '-50.00', utilisation: '1.10', overLimit: true }));

  it('has no utilisation without a limit', async () =>
    expect(
      await buyers([[invoiceIssued('I1', '1.00')]], (models) => exposureOf(models, 'acme', { buyer: 'B1', today })),
    ).toMatchObject({ limit: '0.00', available: '-1.00', utilisation: null, overLimit: true, limitStatus: 'NO_LIMIT' }));

  it('is nothing for a registered buyer without an account', async () =>
    withDatabase(async (models) => {
      const file = { type: 'BuyerRegistered', data: { buyerId: 'B1', legalName: 'Bravo', country: 'DE' } };
      await fill(models, recorded([file], { category: 'buyer' }));
      expect(await exposureOf(models, 'acme', { buyer: 'B1', today })).toEqual({
        position: '10',
        buyer: 'B1',
        currency: null,
        limit: '0.00',
        ...NONE,
        open: '0.00',
        overdue: '0.00',
        disputed: '0.00',
        unapplied: '0.00',
        used: '0.00',
        available: '0.00',
        utilisation: null,
        overLimit: false,
        limitStatus: 'NO_LIMIT',
        classes: NO_VALUE,
      });
      expect(await exposureOf(models, 'acme', { buyer: 'B2', today })).toBeUndefined();
      expect(await exposureOf(models, 'other', { buyer: 'B1', today })).toBeUndefined();
    }));

  it('counts orders from when they are let through until they are billed, and what secures them', async () => {
    const ofOrder = { orderId: 'O1', fromOrder: amount('120.00') };
    const orders = [
      limitGranted('1000.00'),
      temporaryLimitGranted('50.00', { validTo: '2026-12-31' }),
      securityRecorded('S1', '100.00'),
      securityRecorded('S2', '70.00', { validTo: '2026-06-29' }),
      orderSubmitted('O1', '300.00'),
      orderShipped('O1', 'H1', '200.00'),
      invoiceIssued('I1', '120.00', ofOrder),
      orderHeld('O2', '80.00'),
      orderSubmitted('O3', '40.00', passed('0.00', { outcome: 'decline' })),
      orderSubmitted('O4', '30.00', passed('500.00', { laterOn: '2026-08-01' })),
      orderSubmitted('O5', '10.00'),
      orderCancelled('O5', '10.00'),
    ];
    expect(await buyers([orders], (models) => exposureOf(models, 'acme', { buyer: 'B1', today }))).toMatchObject({
      limit: '1000.00',
      temporary: '50.00',
      security: '100.00',
      orders: '100.00',
      shipped: '80.00',
      open: '120.00',
      used: '300.00',
      available: '850.00',
      utilisation: '0.26',
      classes: {
        held: '80.00',
        later: '30.00',
        order: '100.00',
        shipped: '80.00',
        open: '120.00',
        settled: '0.00',
        cancelled: '50.00',
      },
    });
  });

  it('is of the seller that asks', async () =>
    buyers([story], async (models) => {
      expect(await exposureOf(models, 'other', { buyer: 'B1', today })).toBeUndefined();
      expect(await exposureOf(models, 'acme', { buyer: 'B', today })).toBeUndefined();
    }));
});

describe('the exposures of all buyers', () => {
  const accounts: AccountEvent[][] = [
    [limitGranted('300.00'), invoiceIssued('I1', '100.00'), invoiceFellOverdue('I1', '100.00')],
    [limitGranted('30000.00'), invoiceIssued('I1', '9999.99')],
    [invoiceIssued('I1', '500.00'), invoiceFellOverdue('I1', '500.00')],
    [limitGranted('100.00'), paymentRecorded('P1', '200.00')],
    [limitGranted('900 JPY'), invoiceIssued('I1', '300 JPY')],
    [limitGranted('90000000000.03'), invoiceIssued('I1', '30000000000.02')],
  ];
  const order = (sort: ExposureSort) =>
    buyers(accounts, async (models) =>
      (await exposures(models, 'acme', { today, sort, limit: 50 })).rows.map(({ buyer }) => Number(buyer.slice(1))),
    );

  it('can be sorted by what is used, as numbers', async () => {
    expect(await order('-used')).toEqual([6, 2, 3, 5, 1, 4]);
    expect(await order('used')).toEqual([4, 1, 5, 3, 2, 6]);
  });

  it('can be sorted by what is overdue', async () => expect(await order('-overdue')).toEqual([3, 1, 2, 4, 5, 6]));

  it('can be sorted by utilisation, to the last cent; who has no limit comes last', async () => {
    expect(await order('-utilisation')).toEqual([6, 1, 5, 2, 4, 3]);
    expect(await order('utilisation')).toEqual([4, 2, 1, 5, 6, 3]);
  });

  it.each(['-used', 'used', '-utilisation', 'utilisation', '-overdue', 'overdue'] as const)(
    'sorted by %s come page by page',
    async (sort) =>
      buyers(accounts, async (models) => {
        const whole = await exposures(models, 'acme', { today, sort, limit: 50 });
        const pages: ExposuresAnswer[] = [];
        do pages.push(await exposures(models, 'acme', { today, sort, limit: 2, cursor: pages.at(-1)?.nextCursor }));
        while (pages.at(-1)?.nextCursor !== undefined);
        expect(pages).toHaveLength(3);
        expect(pages.flatMap(({ rows }) => rows)).toEqual(whole.rows);
      }),
  );
});
