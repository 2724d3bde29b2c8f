import fc from 'fast-check';
import { addDays, APPROVAL_LEVELS, money, Refusal } from '@usance/domain';
import { CommandRunner, inputHash, type RecordedEvent } from '@usance/event-store';
import { businessDayIs } from './business-day';
import { bounces } from './account/bounces';
import type { Arbitraries, InternalArbitraries } from './account/random';
import type { Asked } from './given-when-then';
import { MemoryEventStore } from './memory-event-store';
import { copperRule, publishCreditPolicy } from './settings';

type CommandName = keyof Arbitraries | keyof InternalArbitraries;

/** A command of a random story; many will be refused, as in life. */
export interface Step {
  readonly name: CommandName;
  readonly buyer: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays('2026-01-01', days));
const eur = fc.integer({ min: 1, max: 900 }).map((minor) => money(BigInt(minor), 'EUR'));
/** Large beside an invoice, so that several fit. */
const limit = fc.integer({ min: 1, max: 5000 }).map((minor) => money(BigInt(minor), 'EUR'));
const id = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((number) => `${prefix}${number}`);
const reason = fc.constant('as agreed');
/** Small beside an invoice, so that most fit. */
const part = fc.integer({ min: 1, max: 120 }).map((minor) => money(BigInt(minor), 'EUR'));
const allocations = fc.uniqueArray(fc.record({ invoiceId: id('I'), amount: part }), {
  maxLength: 2,
  selector: ({ invoiceId }) => invoiceId,
});

const invoice = fc.tuple(id('I'), eur, day, fc.integer({ min: 0, max: 60 })).map(([invoiceId, amount, issuedOn, terms]) => ({
  invoiceId,
  amount,
  issuedOn,
  dueOn: addDays(issuedOn, terms),
}));

/** With fields that may be absent; a log keeps none that is undefined. */
const withMaybe = <Sure extends object, Maybe extends object>(
  sure: fc.Arbitrary<Sure>,
  maybe: { readonly [Name in keyof Maybe]: fc.Arbitrary<Maybe[Name]> },
): fc.Arbitrary<Sure & Partial<Maybe>> =>
  fc.tuple(sure, fc.record(maybe, { requiredKeys: [] })).map(([one, other]) => ({ ...one, ...(other as Partial<Maybe>) }));

const approver = fc.constantFrom(...APPROVAL_LEVELS).map((level) => ({ name: 'Keller', level }));
const orderId = id('O');
const ending = fc.record({ orderId, on: day, reason });
const proposal = fc.record({ proposalId: fc.constant('L1:2026-03-01'), approver, on: day, reason });
const billing = fc.oneof(
  { weight: 3, arbitrary: invoice },
  { weight: 1, arbitrary: fc.tuple(invoice, orderId).map(([bill, order]) => ({ ...bill, orderId: order })) },
);

/** Of one kind, so that an end finds its beginning. */
const temporary = {
  amount: fc.constant(money(200n, 'EUR')),
  validFrom: fc.constant('2026-02-01'),
  validTo: fc.constant('2026-03-15'),
};

const credit = {
  GrantLimit: withMaybe(fc.record({ amount: limit, validFrom: day }), { validTo: fc.constant('2026-06-30'), approver }),
  IncreaseLimit: fc.record({ amount: eur, effectiveFrom: day, reason }),
  ReduceLimit: fc.record({ amount: eur, effectiveFrom: day, reason }),
  WithdrawLimit: fc.record({ effectiveFrom: day, reason }),
  RequestLimit: fc.record({
    requestId: id('R'),
    amount: fc.oneof(eur, fc.constant(money(90_000n, 'EUR'))),
    termsDays: fc.nat({ max: 60 }),
    kind: fc.constantFrom('new', 'increase', 'reduce', 'cancel'),
    requestedOn: day,
  }),
  DecideLimit: fc
    .record({ requestId: id('R'), outcome: fc.constantFrom('approved', 'refused'), approver, decidedOn: day })
    .map((decision) => (decision.outcome === 'refused' ? decision : { ...decision, validFrom: decision.decidedOn })),
  GrantTemporaryLimit: fc.record({ ...temporary, reason, approver }),
  ApproveLimitChange: proposal,
  RejectLimitChange: proposal,
  HoldBuyer: fc.record({ on: day, reason }),
  ReleaseBuyer: fc.record({ on: day, reason, approver }),
  FlagFraud: fc.record({
    flagId: id('F'),
    kind: fc.constantFrom('duplicate_invoice', 'duplicate_invoice', 'other'),
    on: day,
    evidence: reason,
  }),
  ClearFraudFlag: fc.record({ flagId: id('F'), on: day, reason, approver }),
  RequireSecurity: fc.record({ amount: eur, kinds: fc.constant(['deposit']), requiredOn: day, reason }),
  RecordSecurity: withMaybe(
    fc.record({ securityId: id('S'), kind: fc.constantFrom('deposit', 'bank_guarantee'), amount: eur, validFrom: day }),
    { validTo: day },
  ),
  ReleaseSecurity: fc.record({ securityId: id('S'), releasedOn: day, reason }),
} satisfies Partial<Arbitraries>;

const orders = {
  SubmitOrder: withMaybe(fc.record({ orderId, amount: part, orderedOn: day }), {
    shipBy: fc.constant('2026-09-01'),
    termsDays: fc.nat({ max: 60 }),
  }),
  ReleaseOrder: fc.record({ orderId, approver, reason, releasedOn: day }),
  DeclineOrder: ending,
  CancelOrder: ending,
  ShipOrder: fc.record({ orderId, shipmentId: id('D'), amount: part, shippedOn: day }),
} satisfies Partial<Arbitraries>;

const internal: InternalArbitraries = {
  ExpireLimit: fc.record({ today: day }),
  EndTemporaryLimit: fc.record({ ...temporary, today: day }),
  ExpireSecurity: fc.record({ securityId: id('S'), today: day }),
  CheckOrder: fc.record({ orderId, today: fc.constant('2026-07-15') }),
  AssessThresholds: fc.record({ today: day }),
  RunLimitRule: fc.record({ ruleId: fc.constant('L1'), on: fc.constant('2026-03-01') }),
};

const payloads: Arbitraries & InternalArbitraries = {
  ...credit,
  ...orders,
  ...internal,
  IssueInvoice: billing,
  RecordInvoice: billing,
  CancelInvoice: fc.record({ invoiceId: id('I'), cancelledOn: day, reason }),
  IssueCreditNote: fc
    .tuple(
      fc.record({ creditNoteId: id('C'), amount: eur, issuedOn: day, reason }),
      fc.record({ invoiceId: id('I') }, { requiredKeys: [] }),
    )
    .map(([note, target]) => ({ ...note, ...target })),
  RecordPayment: fc
    .tuple(
      fc.record({ paymentId: id('P'), amount: eur, paidOn: day }),
      fc.record({ allocations: fc.oneof(fc.constant([]), allocations) }, { requiredKeys: [] }),
    )
    .map(([payment, asked]) => ({ ...payment, ...asked })),
  AllocatePayment: fc.record({ paymentId: id('P'), allocatedOn: day, allocations }),
  ReversePayment: fc.record({ paymentId: id('P'), reversedOn: day, reason }),
  RaiseDispute: fc
    .tuple(fc.record({ invoiceId: id('I'), raisedOn: day, reason }), fc.record({ amount: part }, { requiredKeys: [] }))
    .map(([dispute, asked]) => ({ ...dispute, ...asked })),
  ResolveDispute: fc.record({ invoiceId: id('I'), resolvedOn: day, outcome: fc.constantFrom('upheld', 'rejected') }),
  MarkOverdue: fc.record({ invoiceId: id('I'), today: fc.constant('2026-10-01') }),
  WriteOffInvoice: fc
    .tuple(fc.record({ invoiceId: id('I'), writtenOffOn: day, reason }), fc.record({ amount: part }, { requiredKeys: [] }))
    .map(([writeOff, asked]) => ({ ...writeOff, ...asked })),
};

/** How often a command is tried, beside the others: what needs others first comes more often, as most of it is refused. */
const OFTEN: Partial<Record<CommandName, number>> = {
  GrantLimit: 2,
  ClearFraudFlag: 2,
  ReleaseBuyer: 2,
  IssueInvoice: 10,
  RecordInvoice: 6,
  RecordPayment: 7,
  AllocatePayment: 12,
  RaiseDispute: 6,
  ResolveDispute: 15,
};

const names = (Object.keys(payloads) as CommandName[]).flatMap((name) => Array<CommandName>(1 + (OFTEN[name] ?? 0)).fill(name));

const anyOf = (...kinds: readonly CommandName[]): fc.Arbitrary<Asked> =>
  fc
    .constantFrom(...kinds)
    .chain((name) => fc.record({ name: fc.constant(name), payload: payloads[name] as fc.Arbitrary<object> }));

const bounce = bounces({ invoice, paymentId: id('P'), day, anyOf });

/** Commands that are about one thing: single ones would hardly ever meet. */
const together = fc.oneof(
  fc.tuple(
    anyOf('GrantLimit'),
    anyOf('SubmitOrder'),
    anyOf('SubmitOrder', 'ShipOrder', 'ReleaseOrder'),
    anyOf('ShipOrder', 'CancelOrder', 'DeclineOrder', 'CheckOrder'),
    anyOf('IssueInvoice', 'RecordInvoice'),
  ),
  fc.tuple(anyOf('RequestLimit'), anyOf('DecideLimit')),
  fc.tuple(anyOf('RecordSecurity'), anyOf('ReleaseSecurity', 'ExpireSecurity')),
  fc.tuple(anyOf('GrantLimit'), anyOf('RunLimitRule'), anyOf('ApproveLimitChange', 'RejectLimitChange')),
);

/** Random stories of two buyers. */
export const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom('B1', 'B2'),
      fc.oneof(
        { weight: 12, arbitrary: fc.tuple(anyOf(...names)) },
        { weight: 3, arbitrary: together },
        { weight: 1, arbitrary: bounce },
      ),
    ),
    { minLength: 20, maxLength: 45, size: 'max' },
  )
  .map((parts) =>
    parts.flatMap(([buyer, asked]) =>
      asked.map(({ name, payload }): Step => ({ name: name as CommandName, buyer, payload: { ...payload } })),
    ),
  );

/** Limits of 7.20 EUR in March. */
const { version: _server, ...rule } = {
  ...copperRule,
  ruleId: 'L1',
  index: 'copper',
  buyerIds: ['B1', 'B2'],
  indexBase: '10',
  base: money(600n, 'EUR'),
  floor: money(100n, 'EUR'),
  cap: money(900n, 'EUR'),
};

/** Plays a story through the real rules; what is refused does not happen. Answers the log. */
export const play = async (story: readonly Step[]): Promise<{ store: MemoryEventStore; log: readonly RecordedEvent[] }> => {
  const store = new MemoryEventStore();
  const runner = new CommandRunner({
    store,
    elsewhere: businessDayIs('2026-10-01'),
  });
  const run = async (name: string, payload: Record<string, unknown>, commandId: string): Promise<void> => {
    try {
      await runner.execute({
        seller: 'acme',
        name,
        payload,
        commandId,
        inputHash: inputHash(name, payload),
        correlationId: commandId,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  await run('RegisterBuyer', { buyerId: 'B1', legalName: 'Bravo', country: 'DE' }, 'b1');
  await run('RegisterBuyer', { buyerId: 'B2', legalName: 'Bella', country: 'FR' }, 'b2');
  await run('PublishCreditPolicy', { ...publishCreditPolicy({ partialGrants: false }).payload }, 'policy');
  await run('PublishLimitRule', rule, 'rule');
  await run('RecordIndex', { index: 'copper', value: '12', asOf: '2026-02-28', source: 'exchange' }, 'index');
  for (const [index, { name, buyer, payload }] of story.entries())
    await run(name, { buyerId: buyer, ...payload }, `step-${index}`);
  return { store, log: store.log };
};
