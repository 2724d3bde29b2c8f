import fc from 'fast-check';
import {
  account,
  addDays,
  APPROVAL_LEVELS,
  money,
  type AllocationRequest,
  type AssessThresholds,
  type CheckOrder,
  type EndTemporaryLimit,
  type ExpireLimit,
  type ExpireSecurity,
  type RunLimitRule,
} from '@usance/domain';
import type { Asked } from '../given-when-then';
import { bounces } from './bounces';

type Commands = typeof account.commands;

/** A generator for each command of the account: the compiler asks for one when there is a new command. */
export type Arbitraries = { readonly [Name in keyof Commands]: fc.Arbitrary<Omit<Parameters<Commands[Name]>[1], 'buyerId'>> };

/** What only the system sends. */
interface Internal {
  readonly ExpireLimit: ExpireLimit;
  readonly EndTemporaryLimit: EndTemporaryLimit;
  readonly ExpireSecurity: ExpireSecurity;
  readonly CheckOrder: CheckOrder;
  readonly AssessThresholds: AssessThresholds;
  readonly RunLimitRule: RunLimitRule;
}

/** A generator for each command that only the system sends. */
export type InternalArbitraries = { readonly [Name in keyof Internal]: fc.Arbitrary<Omit<Internal[Name], 'buyerId'>> };

// Few ids, small amounts and near days, so that commands meet each other, and meet exactly.
const id = (prefix: string, count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: count }).map((number) => `${prefix}${number}`);
const invoiceId = id('I', 6);
const paymentId = id('P', 5);
const orderId = id('O', 4);
const requestId = id('R', 3);
const securityId = id('S', 3);
const cents = (min: number, max: number) => fc.integer({ min, max }).map((minor) => money(BigInt(minor), 'EUR'));
const amount = cents(1, 12);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const optionalAmount = optional(amount);
const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days));
const later = fc.integer({ min: 30, max: 200 }).map((days) => addDays('2026-01-01', days));
const reason = fc.constant('as agreed');
const approver = fc.record({ name: fc.constant('Keller'), level: fc.constantFrom(...APPROVAL_LEVELS) });
const parts: fc.Arbitrary<AllocationRequest[]> = fc.array(fc.record({ invoiceId, amount: cents(1, 5) }), { maxLength: 3 });

const invoice = fc
  .record({
    invoiceId,
    amount,
    issuedOn: day,
    terms: fc.integer({ min: 0, max: 40 }),
    shippedOn: optional(day),
  })
  .map(({ terms, ...rest }) => ({ ...rest, dueOn: addDays(rest.issuedOn, terms) }));

/** Now and then of an order. */
const billing = fc
  .tuple(
    invoice,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.record({ orderId, finalForOrder: fc.boolean() }) },
    ),
  )
  .map(([bill, order]) => ({ ...bill, ...order }));

const order = fc
  .record({ orderId, amount, orderedOn: day, shipsIn: optional(fc.nat({ max: 50 })), termsDays: optional(fc.nat({ max: 40 })) })
  .map(({ shipsIn, ...rest }) => ({ ...rest, shipBy: shipsIn === undefined ? undefined : addDays(rest.orderedOn, shipsIn) }));

const decision = fc
  .record({
    requestId,
    outcome: fc.constantFrom('approved', 'partly_approved', 'conditional', 'refused'),
    amount,
    termsDays: optional(fc.nat({ max: 40 })),
    validIn: fc.integer({ min: -2, max: 10 }),
    validTo: optional(later),
    approver,
    decidedOn: day,
  })
  .map(({ validIn, ...rest }) =>
    rest.outcome === 'refused'
      ? { ...rest, amount: undefined, validTo: undefined }
      : { ...rest, validFrom: addDays(rest.decidedOn, validIn) },
  );

/** Of a few, so that an end finds its beginning. */
const temporary = fc.constantFrom(
  { amount: money(3n, 'EUR'), validFrom: '2026-01-01', validTo: '2026-01-31' },
  { amount: money(8n, 'EUR'), validFrom: '2026-01-15', validTo: '2026-02-10' },
);

/** For a few days, so that a proposal is found. */
const runDay = fc.constantFrom('2026-01-05', '2026-01-20', '2026-02-15');
const proposal = fc.record({ proposalId: runDay.map((on) => `L1:${on}`), approver, on: day, reason });

const payloads: Arbitraries = {
  GrantLimit: fc.record({
    amount: cents(0, 40),
    validFrom: day,
    validTo: optional(later),
    maxTermsDays: optional(fc.integer({ min: 10, max: 60 })),
  }),
  IncreaseLimit: fc.record({ amount: cents(0, 60), effectiveFrom: day, reason }),
  ReduceLimit: fc.record({ amount: cents(0, 30), effectiveFrom: day, reason }),
  WithdrawLimit: fc.record({ effectiveFrom: day, reason }),
  RequestLimit: fc.record({
    requestId,
    amount: cents(1, 50),
    termsDays: fc.nat({ max: 40 }),
    kind: fc.constantFrom('new', 'increase', 'reduce', 'cancel'),
    requestedOn: day,
    registrationId: optional(fc.constantFrom('HRB 1', 'HRB 1', 'HRB 1', 'HRB 2')),
  }),
  DecideLimit: decision,
  GrantTemporaryLimit: fc.tuple(temporary, approver).map(([grant, by]) => ({ ...grant, reason: 'season', approver: by })),
  ApproveLimitChange: proposal,
  RejectLimitChange: proposal,
  HoldBuyer: fc.record({ on: day, reason }),
  ReleaseBuyer: fc.record({ on: day, reason, approver }),
  FlagFraud: fc.record({ flagId: requestId, kind: fc.constantFrom('duplicate_invoice', 'other'), on: day, evidence: reason }),
  ClearFraudFlag: fc.record({ flagId: requestId, on: day, reason, approver }),
  RequireSecurity: fc.record({
    amount: cents(0, 8),
    kinds: fc.constantFrom(['deposit'], ['deposit', 'bank_guarantee']),
    requiredOn: day,
    reason,
  }),
  RecordSecurity: fc.record({
    securityId,
    kind: fc.constantFrom('deposit', 'bank_guarantee'),
    amount,
    validFrom: day,
    validTo: optional(day),
  }),
  ReleaseSecurity: fc.record({ securityId, releasedOn: day, reason }),
  SubmitOrder: order,
  ReleaseOrder: fc.record({ orderId, approver, reason, releasedOn: day }),
  DeclineOrder: fc.record({ orderId, on: day, reason }),
  CancelOrder: fc.record({ orderId, on: day, reason }),
  ShipOrder: fc.record({ orderId, shipmentId: id('D', 8), amount: cents(1, 8), shippedOn: day }),
  IssueInvoice: billing,
  RecordInvoice: billing,
  CancelInvoice: fc.record({ invoiceId, cancelledOn: day, reason }),
  IssueCreditNote: fc.record({
    creditNoteId: id('C', 4),
    amount,
    issuedOn: day,
    invoiceId: optional(invoiceId),
    reason,
  }),
  RecordPayment: fc.record({ paymentId, amount: cents(1, 30), paidOn: day, allocations: optional(parts) }),
  AllocatePayment: fc.record({ paymentId, allocatedOn: day, allocations: parts }),
  ReversePayment: fc.record({ paymentId, reversedOn: day, reason }),
  RaiseDispute: fc.record({ invoiceId, raisedOn: day, reason, amount: optionalAmount }),
  ResolveDispute: fc
    .record({ invoiceId, resolvedOn: day, outcome: fc.constantFrom('upheld', 'rejected', 'partly_upheld'), amount })
    .map(({ amount: creditAmount, ...rest }) => (rest.outcome === 'partly_upheld' ? { ...rest, creditAmount } : rest)),
  MarkOverdue: fc.record({ invoiceId, today: day }),
  WriteOffInvoice: fc.record({ invoiceId, writtenOffOn: day, reason, amount: optionalAmount }),
};

const internal: InternalArbitraries = {
  ExpireLimit: fc.record({ today: later }),
  EndTemporaryLimit: fc.tuple(temporary, day).map(([limit, today]) => ({ ...limit, today })),
  ExpireSecurity: fc.record({ securityId, today: later }),
  CheckOrder: fc.record({ orderId, today: day }),
  AssessThresholds: fc.record({ today: later }),
  RunLimitRule: fc.record({ ruleId: fc.constant('L1'), on: runDay }),
};

const every: Readonly<Record<string, fc.Arbitrary<object>>> = { ...payloads, ...internal };

type Name = keyof Commands | keyof Internal;

const ofB7 = ({ name, payload }: Asked): Asked => ({ name, payload: { buyerId: 'B7', ...payload } });

/** A random command of one of the kinds, for buyer B7. */
export const anyOf = (...names: readonly Name[]): fc.Arbitrary<Asked> =>
  fc.oneof(...names.map((name) => (every[name] as fc.Arbitrary<object>).map((payload) => ofB7({ name, payload }))));

/** Orders as they go through the house: most of them in full, on one of few paths. */
const onOrders = anyOf(
  'SubmitOrder',
  'SubmitOrder',
  'SubmitOrder',
  'ReleaseOrder',
  'DeclineOrder',
  'CancelOrder',
  'CheckOrder',
  'ShipOrder',
  'ShipOrder',
  'IssueInvoice',
  'RecordInvoice',
  'CancelInvoice',
);

/** Random lives of an account. Many commands are refused, as in life; invoices, payments and orders come often. */
export const lives: fc.Arbitrary<Asked[]> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.tuple(anyOf(...(Object.keys(every) as Name[]))) },
      {
        weight: 2,
        arbitrary: fc.tuple(
          anyOf('GrantLimit', 'IssueInvoice', 'IssueInvoice', 'RecordInvoice', 'RecordPayment', 'RecordPayment'),
        ),
      },
      { weight: 2, arbitrary: fc.tuple(onOrders) },
      { weight: 1, arbitrary: fc.tuple(anyOf('RequestLimit'), anyOf('DecideLimit')) },
      {
        weight: 1,
        arbitrary: fc.tuple(anyOf('GrantLimit'), anyOf('RunLimitRule'), anyOf('ApproveLimitChange', 'RejectLimitChange')),
      },
      { weight: 1, arbitrary: bounces({ invoice, paymentId, day, anyOf }).map((story) => story.map(ofB7)) },
    ),
    { minLength: 1, maxLength: 50, size: 'max' },
  )
  .map((parts) => parts.flat());

/** Random lives of a buyer with credit that orders, above all. */
export const ordering: fc.Arbitrary<Asked[]> = fc
  .tuple(
    fc.array(anyOf('GrantLimit', 'GrantTemporaryLimit', 'RecordSecurity'), { minLength: 1, maxLength: 3 }),
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: onOrders },
        { weight: 1, arbitrary: anyOf('RecordPayment', 'GrantLimit', 'RecordSecurity', 'ReleaseSecurity', 'ExpireSecurity') },
      ),
      { minLength: 1, maxLength: 40, size: 'max' },
    ),
  )
  .map(([credit, orders]) => [...credit, ...orders]);
