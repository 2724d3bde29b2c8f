import fc from 'fast-check';
import {
  account,
  findInvoice,
  fromWire,
  newAccount,
  toWire,
  type Account,
  type AccountEvent,
  type Balance,
} from '@usance/domain';
import { takenBeyondTheLimit } from '../spec/account/credit-oracle';
import { amountsOf, balancesOn, journal } from '../spec/account/journal';
import { decide, evolveAll, live } from '../spec/account/life';
import { lives } from '../spec/account/random';

/** All that a state says, as text. */
const image = (state: Account): string =>
  JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

const sum = (minors: Iterable<bigint>): bigint => [...minors].reduce((total, minor) => total + minor, 0n);

/** Holds after every command of every life. */
const always = (check: (state: Account, events: readonly AccountEvent[]) => void): void =>
  fc.assert(
    fc.property(lives, (commands) => {
      const { steps } = live(commands);
      let events: AccountEvent[] = [];
      for (const step of steps) {
        if (step.events.length === 0) continue;
        events = [...events, ...step.events];
        check(evolveAll(step.before, step.events), events);
      }
    }),
    { numRuns: 300 },
  );

const NOTHING: Balance = { open: 0n, unapplied: 0n, ordered: 0n, shipped: 0n };

/** To a registered buyer whose account is in one currency. */
const NEVER_REFUSED = new Set(['GrantLimit', 'GrantTemporaryLimit', 'HoldBuyer', 'ReleaseBuyer', 'RequireSecurity']);

describe('whatever commands an account is given', () => {
  it('a receipt is what is allocated of it and what is unapplied, unless it was reversed', () =>
    always(({ payments }) => {
      for (const { amount, unapplied, reversed, allocations } of payments.values()) {
        expect(unapplied >= 0n).toBe(true);
        expect(unapplied + sum(allocations.map((allocation) => allocation.amount.minor))).toBe(reversed ? 0n : amount);
      }
    }));

  it('what is open of an invoice is between nothing and its amount, and tells where it is kept', () =>
    always(({ open, settled }) => {
      for (const invoice of open.values()) expect(0n < invoice.open && invoice.open <= invoice.amount).toBe(true);
      for (const [id, invoice] of settled) {
        expect(invoice.open).toBe(0n);
        expect(open.has(id)).toBe(false);
      }
    }));

  it('its balances are the sums over its items', () =>
    always(({ balances, open, payments, creditNotes }) => {
      const { open: owed, unapplied } = balances.EUR ?? NOTHING;
      expect(owed).toBe(sum([...open.values()].map((invoice) => invoice.open)));
      expect(unapplied).toBe(sum([...payments.values()].map((payment) => payment.unapplied)) + sum(creditNotes.values()));
    }));

  it('each item stands as the journal of its events says', () =>
    always((state, events) => {
      for (const [item, minor] of balancesOn(events)) {
        const id = item.split(' ').at(-1) ?? '';
        if (item.startsWith('invoice')) expect(findInvoice(state, id)?.open).toBe(minor);
        else if (item.startsWith('payment')) expect(state.payments.get(id)?.unapplied).toBe(-minor);
        else expect(state.creditNotes.get(id)).toBe(-minor);
      }
    }));

  it('on every day, past ones too, what is left of an item is between nothing and its amount', () =>
    fc.assert(
      fc.property(lives, (commands) => {
        const { events } = live(commands);
        const amounts = amountsOf(events);
        for (const day of new Set(journal(events).map(({ on }) => on)))
          for (const [item, minor] of balancesOn(events, day)) {
            const left = item.startsWith('invoice') ? minor : -minor;
            expect({ item, day, within: 0n <= left && left <= (amounts.get(item) ?? 0n) }).toEqual({ item, day, within: true });
          }
      }),
      { numRuns: 500 },
    ));

  it('IssueInvoice takes no more than the limit in force leaves', () =>
    fc.assert(
      fc.property(lives, (commands) => expect(takenBeyondTheLimit(live(commands).events)).toEqual([])),
      { numRuns: 500 },
    ));

  it('cash that names no invoice goes to the oldest due, then issued, then by id', () =>
    fc.assert(
      fc.property(lives, (commands) => {
        for (const { asked, before, events } of live(commands).steps) {
          const [event] = events;
          if (event?.type !== 'PaymentRecorded' || 'allocations' in asked.payload === false) continue;
          if (asked.payload.allocations !== undefined) continue;
          const paid = event.data.allocations.map(({ invoiceId, amount }) => [invoiceId, amount.minor]);
          expect(paid).toEqual(byAge(before, event.data.amount.minor));
        }
      }),
      { numRuns: 300 },
    ));

  it('a payment that is recorded and reversed leaves every item as it was, but for the day since when it is open', () =>
    fc.assert(
      fc.property(lives, fc.bigInt({ min: 1n, max: 40n }), (commands, minor) => {
        const { state } = live(commands);
        const payload = { buyerId: 'B7', paymentId: 'bounced', reason: 'returned', amount: { minor, currency: 'EUR' } };
        const story = [
          { name: 'RecordPayment', payload: { ...payload, paidOn: '2026-02-01' } },
          { name: 'ReversePayment', payload: { ...payload, reversedOn: '2026-02-05' } },
        ];
        const after = story.reduce((now, asked) => evolveAll(now, decide(now, asked).events), state);
        expect(after.payments.get('bounced')?.reversed).toBe(true);
        expect(after.balances).toEqual({ EUR: state.balances.EUR ?? NOTHING });
        for (const [id, invoice] of state.open)
          expect(after.open.get(id)).toEqual({ ...invoice, openSince: expect.any(String) as string });
        expect(after.open.size).toBe(state.open.size);
      }),
      { numRuns: 200 },
    ));

  it('a decision changes nothing but by its events, and comes out the same twice', () =>
    fc.assert(
      fc.property(lives, (commands) => {
        let state = newAccount;
        for (const asked of commands) {
          const before = image(state);
          const first = decide(state, asked);
          const second = decide(state, asked);
          expect(image(state)).toBe(before);
          expect(toWire(second.events)).toEqual(toWire(first.events));
          expect(second.refused).toBe(first.refused);
          state = evolveAll(state, first.events);
        }
      }),
      { numRuns: 100 },
    ));

  it('its events, stored as JSON and read back, lead to the same state', () =>
    fc.assert(
      fc.property(lives, (commands) => {
        const { events, state } = live(commands);
        const stored = events.map((event) => fromWire(JSON.parse(JSON.stringify(toWire(event)))) as AccountEvent);
        expect(image(evolveAll(newAccount, stored))).toBe(image(state));
      }),
      { numRuns: 200 },
    ));

  it('every command takes place and, if it can be, is refused in the lives that are tried', () => {
    const steps = fc.sample(lives, { seed: 7, numRuns: 400 }).flatMap((commands) => live(commands).steps);
    const names = (which: (step: (typeof steps)[number]) => boolean) => [
      ...new Set(steps.filter(which).map(({ asked }) => asked.name)),
    ];
    const [asked, sent] = [Object.keys(account.commands), Object.keys(account.internal ?? {})];
    expect(names(({ events }) => events.length > 0).sort()).toEqual([...asked, ...sent].sort());
    expect(names(({ refused }) => refused).sort()).toEqual(asked.filter((name) => !NEVER_REFUSED.has(name)).sort());
  });
});

/** The parts that a sum pays, by sorting all that is open: dull, and therefore trusted. */
const byAge = ({ open }: Account, minor: bigint): [string, bigint][] => {
  const key = (id: string): string => `${open.get(id)?.dueOn} ${open.get(id)?.issuedOn} ${id}`;
  const paid: [string, bigint][] = [];
  for (const id of [...open.keys()].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const due = open.get(id)?.open ?? 0n;
    const part = due < minor ? due : minor;
    if (part > 0n) paid.push([id, part]);
    minor -= part;
  }
  return paid;
};
