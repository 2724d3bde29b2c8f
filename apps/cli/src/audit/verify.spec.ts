import { money, type AccountEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { compare, type Compared } from './compare';
import { Accounts, type LedgerItem } from './ledger';

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
  const item = (kind: LedgerItem['kind'], openMinor: bigint): LedgerItem => ({
    seller: 'acme',
    buyer: 'B1',
    kind,
    currency: 'EUR',
    openMinor,
  });

  it('is what is open less what is unapplied', () =>
    expect(accounts.faults([item('invoice', 400n), item('payment', 100n)])).toEqual([]));

  it('shows a cent too many, and an account that the ledger does not know', () => {
    expect(accounts.faults([item('invoice', 401n), item('payment', 100n)])).toEqual([
      'acme/B1 EUR: the ledger says 301, the account 300 (minor units)',
    ]);
    expect(accounts.faults([])).toEqual(['acme/B1 EUR: the ledger says 0, the account 300 (minor units)']);
  });
});
