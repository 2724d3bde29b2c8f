import { money, type AccountEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { compare, type Compared } from './compare';
import { Accounts, firstOutOfBounds, type LedgerItem } from './ledger';

async function* live(...documents: readonly Compared[]): AsyncGenerator<Compared> {
  yield* documents;
}

describe('a comparison of a live collection with a replay', () => {
  const one = { _id: 'acme/B1', position: 5n, openMinor: 100n, tags: ['a', 'b'] };
  const against = (...documents: readonly Compared[]) => compare(live(...documents), new Map([[one._id, one]]), 10n);

  it('finds none, whatever the order of the fields and the width of the numbers', async () =>
    expect(
      await against({ tags: ['a', 'b'], openMinor: 100, position: 5n, _id: 'acme/B1', gone: undefined } as Compared),
    ).toEqual({ compared: 1, differences: [] }));

  it('names what differs, is missing, and is too much', async () => {
    expect((await against({ ...one, openMinor: 101n } as Compared)).differences).toEqual([{ id: 'acme/B1', what: 'differs' }]);
    expect((await against({ ...one, tags: ['b', 'a'] } as Compared)).differences).toEqual([{ id: 'acme/B1', what: 'differs' }]);
    expect((await against()).differences).toEqual([{ id: 'acme/B1', what: 'is missing from the live collection' }]);
    expect((await against(one, { _id: 'acme/B2', position: 1n })).differences).toEqual([
      { id: 'acme/B2', what: 'is in the live collection only' },
    ]);
  });

  it('leaves out what has moved on since', async () =>
    expect(await against({ ...one, position: 11n, openMinor: 1n } as Compared)).toEqual({ compared: 0, differences: [] }));
});

const OF_B1 = { seller: 'acme', buyer: 'B1', itemId: 'X1', currency: 'EUR', amountMinor: 1000n, movements: [] } as const;

describe('the balance of the ledger', () => {
  const eur = (minor: bigint) => money(minor, 'EUR');
  const events: readonly AccountEvent[] = [
    { type: 'InvoiceRecorded', data: { invoiceId: 'I1', amount: eur(1000n), issuedOn: '2026-01-01', dueOn: '2026-01-31' } },
    {
      type: 'PaymentRecorded',
      data: {
        paymentId: 'P1',
        amount: eur(700n),
        paidOn: '2026-01-10',
        allocations: [{ invoiceId: 'I1', amount: eur(600n), on: '2026-01-10' }],
      },
    },
  ];
  const accounts = new Accounts();
  for (const event of events) accounts.take({ ...event, category: 'account', seller: 'acme', entity: 'B1' } as RecordedEvent);
  const item = (kind: LedgerItem['kind'], openMinor: bigint): LedgerItem => ({ ...OF_B1, kind, openMinor });

  it('is what is open less what is unapplied', () =>
    expect(accounts.faults([item('invoice', 400n), item('payment', 100n)])).toEqual([]));

  it('shows a cent too many, and an account that the ledger does not know', () => {
    expect(accounts.faults([item('invoice', 401n), item('payment', 100n)])).toEqual([
      'acme/B1 EUR: the ledger says 301, the account 300 (minor units)',
    ]);
    expect(accounts.faults([])).toEqual(['acme/B1 EUR: the ledger says 0, the account 300 (minor units)']);
  });
});

describe('the first item of the ledger that is out of its bounds on a day', () => {
  const item = (itemId: string, ...movements: readonly (readonly [on: string, minor: bigint])[]): LedgerItem => ({
    ...OF_B1,
    kind: 'invoice',
    itemId,
    openMinor: movements.reduce((sum, [, minor]) => sum + minor, 0n),
    movements: movements.map(([on, minor]) => ({ on, minor })),
  });
  const bounced = [
    ['2026-01-10', 1000n],
    ['2026-01-15', -1000n],
    ['2026-02-01', 1000n],
  ] as const;
  const within = item('I1', ...bounced, ['2026-02-01', -1000n]);
  const late = item('I3', ...bounced, ['2026-01-20', -400n]);
  const early = item('I2', ...bounced, ['2026-01-16', -1n]);

  it('is none when each is between nothing and its amount at the end of every day', () =>
    expect(firstOutOfBounds([within])).toBeUndefined());

  it('is the one with the earliest day, in whatever order the items come', () => {
    const first = 'acme/B1: invoice I2 is below zero on 2026-01-16: -1 of 1000 (minor units)';
    expect(firstOutOfBounds([within, late, early])).toBe(first);
    expect(firstOutOfBounds([early, late])).toBe(first);
    expect(firstOutOfBounds([late, within])).toBe('acme/B1: invoice I3 is below zero on 2026-01-20: -400 of 1000 (minor units)');
  });

  it('may be above its amount, too', () =>
    expect(firstOutOfBounds([{ ...item('P1', ['2026-01-10', 1000n], ['2026-01-11', 1n]), kind: 'payment' }])).toBe(
      'acme/B1: payment P1 is above its amount on 2026-01-11: 1001 of 1000 (minor units)',
    ));
});
