import fc from 'fast-check';
import {
  account,
  addDays,
  BUILT_IN_POLICY,
  creditOn,
  money,
  newAccount,
  Refusal,
  restOf,
  takesCredit,
  unbilled,
  used,
  type Account,
  type AccountEvent,
  type AccountFacts,
  type Order,
} from '@usance/domain';
import { asAccount, classesOf, nothing, type AccountSeen } from './account-seen';
import { exposure } from './exposure.projection';
import type { OrderStage } from '../orders/order-document';
import type { Asked } from '../../../../test/spec/given-when-then';
import { folded, recorded } from '../../../../test/spec/projections';

const FACTS: AccountFacts = {
  buyerRegistered: true,
  businessDay: '2026-06-01',
  buyer: { keyAccount: false, gradeOn: () => undefined, insolventOn: () => false, overdueReviewOn: () => undefined },
  policyOn: () => ({ ...BUILT_IN_POLICY, orderHorizonDays: 20 }),
  sanctionsOn: () => undefined,
  limitRuleOn: () => undefined,
  indexOn: () => undefined,
  duplicates: [],
  position: '0',
  seen: {},
};

const approver = { name: 'M. Keller', level: 'director' } as const;
const reason = 'as agreed';
const id = (prefix: string, count = 4) => fc.integer({ min: 1, max: count }).map((number) => `${prefix}${number}`);
const orderId = id('O');
const invoiceId = id('I', 6);
const amount = fc.integer({ min: 1, max: 30 }).map((minor) => money(BigInt(minor), 'EUR'));
const day = fc.integer({ min: 0, max: 90 }).map((days) => addDays('2026-01-01', days));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const invoice = fc
  .record({ invoiceId, amount, issuedOn: day, orderId: maybe(orderId), finalForOrder: fc.boolean() })
  .map(({ finalForOrder, ...rest }) => ({
    ...rest,
    dueOn: rest.issuedOn,
    ...(rest.orderId !== undefined && finalForOrder && { finalForOrder }),
  }));

const commands: Readonly<Record<string, fc.Arbitrary<object>>> = {
  GrantLimit: fc.record({ amount, validFrom: day }),
  HoldBuyer: fc.record({ on: day, reason: fc.constant(reason) }),
  RecordSecurity: fc.record({ securityId: id('S', 2), kind: fc.constant('deposit'), amount, validFrom: day }),
  ReleaseSecurity: fc.record({ securityId: id('S', 2), releasedOn: day, reason: fc.constant(reason) }),
  SubmitOrder: fc.record({ orderId, amount, orderedOn: day, shipBy: maybe(day) }),
  ReleaseOrder: fc.record({ orderId, approver: fc.constant(approver), reason: fc.constant(reason), releasedOn: day }),
  DeclineOrder: fc.record({ orderId, on: day, reason: fc.constant(reason) }),
  CancelOrder: fc.record({ orderId, on: day, reason: fc.constant(reason) }),
  ShipOrder: fc.record({ orderId, shipmentId: id('H', 12), amount, shippedOn: day }),
  CheckOrder: fc.record({ orderId, today: day }),
  IssueInvoice: invoice,
  RecordInvoice: invoice,
  CancelInvoice: fc.record({ invoiceId, cancelledOn: day, reason: fc.constant(reason) }),
  RecordPayment: fc.record({ paymentId: id('P'), amount, paidOn: day }),
  ReversePayment: fc.record({ paymentId: id('P'), reversedOn: day, reason: fc.constant(reason) }),
};

const OFTEN = ['SubmitOrder', 'SubmitOrder', 'ReleaseOrder', 'ReleaseOrder', 'ShipOrder', 'ShipOrder', 'RecordInvoice'];

/** Random life cycles of a few orders and invoices; many commands are refused, as in life. */
const lives: fc.Arbitrary<Asked[]> = fc.array(
  fc
    .constantFrom(...Object.keys(commands), ...OFTEN)
    .chain((name) =>
      (commands[name] as fc.Arbitrary<object>).map((payload) => ({ name, payload: { buyerId: 'B1', ...payload } })),
    ),
  { minLength: 10, maxLength: 60, size: 'max' },
);

type Rule = (state: Account, payload: object, facts: AccountFacts) => readonly AccountEvent[];
const rules = { ...account.commands, ...account.internal } as unknown as Readonly<Record<string, Rule>>;

/** Each event of a life, with the events up to it and the account after it. */
const live = (asked: readonly Asked[]): { event: AccountEvent; events: AccountEvent[]; state: Account }[] => {
  const steps: { event: AccountEvent; events: AccountEvent[]; state: Account }[] = [];
  let state = newAccount;
  for (const { name, payload } of asked)
    for (const event of decided(state, name, payload)) {
      state = account.evolve(state, event);
      steps.push({ event, events: [...(steps.at(-1)?.events ?? []), event], state });
    }
  return steps;
};

const decided = (state: Account, name: string, payload: object): readonly AccountEvent[] => {
  try {
    return rules[name]?.(state, payload, FACTS) ?? [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** What the read model knows of the account: its documents, added up one by one. */
const seenOf = (events: readonly AccountEvent[]): AccountSeen => {
  const orders: Partial<Record<OrderStage, { rest: bigint; unbilled: bigint }>> = {};
  let { document } = nothing('acme', 'B1');
  for (const each of folded(exposure, recorded(events)).values()) {
    if (each.kind === 'account') document = each;
    else if (each.counts) {
      const { rest, unbilled: shipped } = orders[each.stage] ?? { rest: 0n, unbilled: 0n };
      orders[each.stage] = { rest: rest + each.restMinor, unbilled: shipped + each.unbilledMinor };
    }
  }
  return { document, orders };
};

const sum = (minors: Iterable<bigint>): bigint => [...minors].reduce((total, minor) => total + minor, 0n);

/** The classes from the account's own state: each order and each invoice on its own. */
const classesIn = (state: Account): ReturnType<typeof classesOf> => {
  const orders = [...state.orders.values()];
  const invoices = [...state.open.values(), ...state.settled.values()];
  const rest = (fits: (order: Order) => boolean): bigint => sum(orders.filter(fits).map(restOf));
  const standing = invoices.filter(({ cancelled }) => !cancelled);
  const cut = orders.map((order) => order.ordered - order.amount + (order.status === 'declined' ? restOf(order) : 0n));
  const beyond = invoices.filter(({ cancelled }) => cancelled).map((each) => each.amount - (each.order?.minor ?? 0n));
  return {
    held: rest(({ status }) => status === 'held'),
    later: rest((order) => order.status === 'approved' && !takesCredit(order)),
    order: rest(takesCredit),
    shipped: sum(orders.map(unbilled)),
    open: sum(standing.map(({ open }) => open)),
    settled: sum(standing.map((each) => each.amount - each.open)),
    cancelled: sum(cut) + sum(beyond),
  };
};

/** All orders as ordered, and all invoices beyond their orders. */
const everything = (events: readonly AccountEvent[]): bigint =>
  sum(
    events.map(({ type, data }) => {
      if (type === 'OrderSubmitted') return data.amount.minor;
      return type === 'InvoiceIssued' || type === 'InvoiceRecorded' ? data.amount.minor - (data.fromOrder?.minor ?? 0n) : 0n;
    }),
  );

describe('the exposure of random orders and invoices', () => {
  it('has each unit of value in one class, and all of it in the classes, after every event', () =>
    fc.assert(
      fc.property(lives, (asked) => {
        for (const { events, state } of live(asked)) {
          const classes = classesOf(seenOf(events));
          expect(classes).toEqual(classesIn(state));
          expect(Object.values(classes).filter((minor) => minor < 0n)).toEqual([]);
          expect(sum(Object.values(classes))).toBe(everything(events));
        }
      }),
      { numRuns: 150 },
    ));

  it('has used what the account has used, and leaves what its rules would grant', () =>
    fc.assert(
      fc.property(lives, day, (asked, on) => {
        for (const { events, state } of live(asked)) {
          const { limit: _decisions, ...credit } = creditOn(asAccount(seenOf(events)), on, FACTS);
          const { limit: _same, ...expected } = creditOn(state, on, FACTS);
          expect(credit).toEqual(expected);
          expect(credit.used).toBe(used(state, 'EUR').minor);
        }
      }),
      { numRuns: 150 },
    ));

  it('is tried with every kind of event of an order', () => {
    const types = fc.sample(lives, { seed: 7, numRuns: 200 }).flatMap((asked) => live(asked).map(({ event }) => event.type));
    expect(new Set(types)).toEqual(
      new Set([
        ...['OrderSubmitted', 'OrderChecked', 'OrderReleased', 'OrderDeclined', 'OrderCancelled', 'OrderShipped'],
        ...['InvoiceIssued', 'InvoiceRecorded', 'InvoiceCancelled', 'PaymentRecorded', 'PaymentReversed'],
        ...['LimitGranted', 'BuyerHeld', 'SecurityRecorded', 'SecurityReleased'],
      ]),
    );
  });
});
