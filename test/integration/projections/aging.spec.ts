import { addDays, type AccountEvent } from '@usance/domain';
import { aging, type AgingAnswer, type AgingInput, type AgingRow } from '@usance/projections';
import {
  allocated,
  creditNoteIssued,
  disputeRaised,
  disputeResolved,
  invoiceIssued,
  paymentRecorded,
  paymentReversed,
} from '../../spec/account';
import { instant, recorded } from '../../spec/projections';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const ASK: AgingInput = { asOf: '2026-06-30', basis: 'dueDate', by: 'buyer', buckets: [30, 60, 90, 120], limit: 50 };

/** The aging report over the events of one or more accounts. */
const report = (events: ReturnType<typeof recorded>, ask: Partial<AgingInput> = {}): Promise<AgingAnswer> =>
  withDatabase(async (models) => {
    await fill(models, events);
    return aging(models, 'acme', { ...ASK, ...ask });
  });

const ofOne = async (events: readonly AccountEvent[], ask: Partial<AgingInput> = {}): Promise<AgingRow | undefined> =>
  (await report(recorded(events), ask)).rows[0];

/** An invoice that is so many days past due on 2026-06-30. */
const late = (days: number, sum: string, invoiceId = `L${days}`) =>
  invoiceIssued(invoiceId, sum, { issuedOn: '2026-01-01', dueOn: addDays('2026-06-30', -days) });

const issued = invoiceIssued('I1', '400.00', { issuedOn: '2026-05-01', dueOn: '2026-05-31' });
const paid = paymentRecorded('P1', '450.00', [allocated('I1', '400.00', '2026-06-10')], '2026-06-10');

describe('aging by due date', () => {
  it('counts the due day as not due, day 30 in 1-30, day 31 in 31-60, and so on', async () => {
    const days = [-10, 0, 1, 30, 31, 60, 61, 90, 91, 120, 121, 160];
    const { buckets, rows, totals } = await report(
      recorded(days.map((day, index) => late(day, `${2 ** index}.00`, `I${index}`))),
    );
    expect(buckets).toEqual(['notDue', '1-30', '31-60', '61-90', '91-120', '121+']);
    expect(rows).toEqual([
      {
        key: 'B1',
        currency: 'EUR',
        amounts: ['3.00', '12.00', '48.00', '192.00', '768.00', '3072.00'],
        disputed: '0.00',
        unapplied: '0.00',
        total: '4095.00',
      },
    ]);
    const [{ key: _key, ...figures }] = rows as [AgingRow];
    expect(totals).toEqual([figures]);
  });

  it('takes any bounds', async () =>
    expect(await report(recorded([late(7, '1.00'), late(8, '2.00')]), { buckets: [7] })).toMatchObject({
      buckets: ['notDue', '1-7', '8+'],
      rows: [{ amounts: ['0.00', '1.00', '2.00'] }],
    }));

  // Domain rules 3.2 (odoo PR #16235).
  it('leaves the rest of a part payment in the bucket of the invoice', async () =>
    expect(await ofOne([late(45, '100.00'), paymentRecorded('P1', '60.00', [allocated('L45', '60.00')])])).toMatchObject({
      amounts: ['0.00', '0.00', '40.00', '0.00', '0.00', '0.00'],
      total: '40.00',
    }));
});

describe('aging by invoice date', () => {
  it('counts from the issue: age 0 is in the first bucket, nothing is not due', async () => {
    const aged = (days: number, sum: string) => {
      const issuedOn = addDays('2026-06-30', -days);
      return invoiceIssued(`A${days}`, sum, { issuedOn, dueOn: addDays(issuedOn, 90) });
    };
    expect(
      await ofOne([aged(0, '1.00'), aged(30, '2.00'), aged(31, '4.00'), aged(121, '8.00')], { basis: 'invoiceDate' }),
    ).toMatchObject({ amounts: ['0.00', '3.00', '4.00', '0.00', '0.00', '8.00'] });
  });
});

describe('aging as of a past day', () => {
  const story = [issued, paid];

  it.each<[string, Partial<AgingRow> | undefined]>([
    ['2026-04-30', undefined],
    ['2026-05-01', { total: '400.00' }],
    ['2026-06-09', { total: '400.00', unapplied: '0.00' }],
    ['2026-06-10', { total: '-50.00', unapplied: '-50.00' }],
  ])('%s: what is not issued is absent, what is paid later is ignored', async (asOf, expected) => {
    const row = await ofOne(story, { asOf });
    if (expected) expect(row).toMatchObject(expected);
    else expect(row).toBeUndefined();
  });

  it('keeps history as it was before a payment bounced', async () => {
    const bounced = paymentReversed('P1', '450.00', {
      reversedOn: '2026-06-20',
      allocations: [allocated('I1', '400.00', '2026-06-20')],
    });
    expect(await ofOne([...story, bounced], { asOf: '2026-06-19' })).toMatchObject({ total: '-50.00' });
    expect(await ofOne([...story, bounced], { asOf: '2026-06-20' })).toMatchObject({ total: '400.00', unapplied: '0.00' });
  });

  it('counts a dispute from the day it is raised until before the day it is resolved, and never above what is open', async () => {
    const disputed = [
      issued,
      {
        ...disputeRaised('I1', '300.00'),
        data: { ...disputeRaised('I1', '300.00').data, raisedOn: '2026-05-10' },
      } as AccountEvent,
      paymentRecorded('P1', '250.00', [allocated('I1', '250.00', '2026-05-20')], '2026-05-20'),
      disputeResolved('I1', 'rejected', '0.00', { resolvedOn: '2026-06-01' }),
    ];
    const on = async (asOf: string) => (await ofOne(disputed, { asOf }))?.disputed;
    expect([await on('2026-05-09'), await on('2026-05-10'), await on('2026-05-20')]).toEqual(['0.00', '300.00', '150.00']);
    expect([await on('2026-05-31'), await on('2026-06-01')]).toEqual(['150.00', '0.00']);
  });
});

// Logs from before nothing could be settled ahead of the day from which it is open again.
describe('aging of an invoice that an old log settles twice', () => {
  const day = (on: string) => allocated('I1', '400.00', on);
  const story = [
    issued,
    { ...disputeRaised('I1', '300.00'), data: { ...disputeRaised('I1', '300.00').data, raisedOn: '2026-05-10' } } as AccountEvent,
    paymentRecorded('P1', '400.00', [day('2026-05-15')], '2026-05-15'),
    paymentReversed('P1', '400.00', { reversedOn: '2026-06-20', allocations: [day('2026-06-20')] }),
    paymentRecorded('P2', '400.00', [day('2026-06-01')], '2026-06-01'),
  ];

  it('shows nothing in dispute while it is below zero', async () =>
    expect(await ofOne(story, { asOf: '2026-06-10' })).toMatchObject({ total: '-400.00', disputed: '0.00' }));
});

describe('aging as known at a moment', () => {
  const story = [issued, paid, creditNoteIssued('C1', '5.00', { issuedOn: '2026-05-15' })];

  it('leaves out what was recorded later, and shows as open what was settled by it', async () => {
    const known = async (knownAt: string) => (await ofOne(story, { knownAt }))?.total;
    expect(await known('2026-07-01T11:59:59.000Z')).toBeUndefined();
    expect(await known(instant(0))).toBe('400.00');
    expect(await known(instant(1))).toBe('-50.00');
    expect(await known(instant(2))).toBe('-55.00');
  });

  it('says what it was asked', async () =>
    expect(await report(recorded(story), { knownAt: instant(0) })).toMatchObject({ asOf: '2026-06-30', knownAt: instant(0) }));
});

describe('aging by other things than buyers', () => {
  const files = [
    ...recorded([{ type: 'BuyerRegistered', data: { buyerId: 'B1', legalName: 'Bravo', country: 'DE' } }], { category: 'buyer' }),
    ...recorded([{ type: 'BuyerRegistered', data: { buyerId: 'B10', legalName: 'Bella', country: 'DE' } }], {
      category: 'buyer',
      entity: 'B10',
      after: 10n,
    }),
  ];
  const books = [
    ...files,
    ...recorded([late(5, '10.00'), paymentRecorded('P1', '3.00')], { after: 100n }),
    ...recorded([late(40, '20.00'), invoiceIssued('Y1', '700 JPY')], { entity: 'B10', after: 200n }),
    ...recorded([late(5, '40.00')], { entity: 'B2', after: 300n }),
  ];

  it('sums countries; a buyer without a file is of none', async () =>
    expect((await report(books, { by: 'country' })).rows.map(({ key, currency, total }) => [key, currency, total])).toEqual([
      ['DE', 'EUR', '27.00'],
      ['DE', 'JPY', '700'],
      ['unknown', 'EUR', '40.00'],
    ]));

  it('sums currencies, each with its own digits', async () =>
    expect((await report(books, { by: 'currency' })).rows.map(({ key, total }) => [key, total])).toEqual([
      ['EUR', '67.00'],
      ['JPY', '700'],
    ]));

  it('lists items with their buyer, what is unapplied under its own id', async () =>
    expect(
      (await report(books, { by: 'invoice' })).rows.map(({ key, buyer, total, unapplied }) => [buyer, key, total, unapplied]),
    ).toEqual([
      ['B10', 'L40', '20.00', '0.00'],
      ['B10', 'Y1', '700', '0'],
      ['B1', 'L5', '10.00', '0.00'],
      ['B1', 'P1', '-3.00', '-3.00'],
      ['B2', 'L5', '40.00', '0.00'],
    ]));

  it('looks at one buyer alone', async () => {
    for (const by of ['buyer', 'invoice', 'country'] as const)
      expect((await report(books, { by, buyer: 'B1' })).totals).toMatchObject([{ currency: 'EUR', total: '7.00' }]);
  });

  it.each(['buyer', 'country', 'currency', 'invoice'] as const)('gives %s rows page by page, the totals whole', async (by) =>
    withDatabase(async (models) => {
      await fill(models, books);
      const whole = await aging(models, 'acme', { ...ASK, by });
      const pages: AgingAnswer[] = [];
      do pages.push(await aging(models, 'acme', { ...ASK, by, limit: 1, cursor: pages.at(-1)?.nextCursor }));
      while (pages.at(-1)?.nextCursor !== undefined);
      expect(pages.flatMap(({ rows }) => rows)).toEqual(whole.rows);
      for (const { totals } of pages) expect(totals).toEqual(whole.totals);
    }),
  );
});
