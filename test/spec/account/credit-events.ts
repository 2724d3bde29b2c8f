import type { AccountEvent, Approver, CalendarDate, LimitDecided, OrderDecision } from '@usance/domain';
import { amount } from '../given-when-then';
import { invoiceIssued } from './events';

/** Dates of the usual story: what is decided on the first day, ordered, shipped ten days later, held in between. */
export const DAY_ONE = '2026-01-01';
export const ORDERED = '2026-01-05';
export const HELD = '2026-01-10';
export const SHIPPED = '2026-01-15';

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** Who decides all that people decide. */
export const approver: Approver = { name: 'M. Keller', level: 'director' };

/** A request that is referred, as all are where no policy is published. */
export const limitRequested = (requestId: string, sum: string, details: Partial<Data<'LimitRequested'>> = {}): AccountEvent => ({
  type: 'LimitRequested',
  data: {
    requestId,
    kind: 'new',
    amount: amount(sum),
    termsDays: 30,
    requestedOn: DAY_ONE,
    advice: { amount: amount('0.00'), termsDays: 0 },
    reasons: [{ code: 'NO_POLICY', facts: {} }],
    policyVersion: 0,
    grade: 3,
    seen: {},
    ...details,
  },
});

/** Granted by a person, against an advice of nothing. */
export const limitDecided = (requestId: string, sum: string, details: Partial<LimitDecided['data']> = {}): AccountEvent => ({
  type: 'LimitDecided',
  data: {
    requestId,
    kind: 'new',
    outcome: 'approved',
    decidedOn: DAY_ONE,
    approver,
    asked: { amount: amount(sum), termsDays: 30 },
    advice: { amount: amount('0.00'), termsDays: 0 },
    override: true,
    amount: amount(sum),
    termsDays: 30,
    effect: 'set',
    validFrom: DAY_ONE,
    reasons: [{ code: 'NO_POLICY', facts: {} }],
    policyVersion: 0,
    grade: 3,
    seen: {},
    ...details,
  },
});

export const temporaryLimitGranted = (sum: string, details: Partial<Data<'TemporaryLimitGranted'>> = {}): AccountEvent => ({
  type: 'TemporaryLimitGranted',
  data: { amount: amount(sum), validFrom: DAY_ONE, validTo: '2026-03-31', reason: 'season', approver, ...details },
});

export const temporaryLimitEnded = (sum: string, today: CalendarDate = '2026-04-01'): AccountEvent => ({
  type: 'TemporaryLimitEnded',
  data: { amount: amount(sum), validFrom: DAY_ONE, validTo: '2026-03-31', today },
});

export const limitExpired = (validTo: CalendarDate, today: CalendarDate): AccountEvent => ({
  type: 'LimitExpired',
  data: { validTo, today },
});

export const buyerHeld = (on: CalendarDate = HELD): AccountEvent => ({
  type: 'BuyerHeld',
  data: { on, reason: 'promises broken' },
});

export const buyerReleased = (on: CalendarDate): AccountEvent => ({
  type: 'BuyerReleased',
  data: { on, reason: 'paid', approver },
});

export const fraudFlagged = (flagId: string, details: Partial<Data<'FraudFlagged'>> = {}): AccountEvent => ({
  type: 'FraudFlagged',
  data: { flagId, kind: 'other', on: HELD, evidence: 'forged stamp', ...details },
});

export const fraudFlagCleared = (flagId: string, on: CalendarDate): AccountEvent => ({
  type: 'FraudFlagCleared',
  data: { flagId, on, reason: 'confirmed by the bank', approver },
});

export const securityRequired = (sum: string, details: Partial<Data<'SecurityRequired'>> = {}): AccountEvent => ({
  type: 'SecurityRequired',
  data: { amount: amount(sum), kinds: ['deposit', 'bank_guarantee'], requiredOn: DAY_ONE, reason: 'new buyer', ...details },
});

export const securityRecorded = (
  securityId: string,
  sum: string,
  details: Partial<Data<'SecurityRecorded'>> = {},
): AccountEvent => ({
  type: 'SecurityRecorded',
  data: { securityId, kind: 'bank_guarantee', amount: amount(sum), validFrom: DAY_ONE, ...details },
});

export const securityReleased = (
  securityId: string,
  releasedOn: CalendarDate,
  details: Partial<Data<'SecurityReleased'>> = {},
): AccountEvent => ({
  type: 'SecurityReleased',
  data: { securityId, releasedOn, reason: 'no longer needed', ...details },
});

export const securityExpired = (securityId: string, validTo: CalendarDate, today: CalendarDate): AccountEvent => ({
  type: 'SecurityExpired',
  data: { securityId, validTo, today },
});

/** A proposal of the rule `R1` for the day. */
export const limitChangeProposed = (from: string, to: string, on: CalendarDate): AccountEvent => ({
  type: 'LimitChangeProposed',
  data: { proposalId: `R1:${on}`, ruleId: 'R1', ruleVersion: 1, from: amount(from), to: amount(to), on, inputs: {} },
});

export const limitChangeSuperseded = (proposalId: string, by: string): AccountEvent => ({
  type: 'LimitChangeSuperseded',
  data: { proposalId, by },
});

export const limitChangeApproved = (proposalId: string, on: CalendarDate = DAY_ONE): AccountEvent => ({
  type: 'LimitChangeApproved',
  data: { proposalId, approver, on, reason: 'agreed' },
});

export const limitChangeRejected = (proposalId: string, on: CalendarDate = DAY_ONE): AccountEvent => ({
  type: 'LimitChangeRejected',
  data: { proposalId, approver, on, reason: 'too early' },
});

/** An order is let through with so much credit left. */
export const passed = (available: string, details: Partial<OrderDecision> = {}): OrderDecision => ({
  outcome: 'approve',
  reasons: [],
  policyVersion: 0,
  grade: 3,
  available: amount(available),
  position: '0',
  seen: {},
  ...details,
});

export const orderSubmitted = (
  orderId: string,
  sum: string,
  decision: OrderDecision = passed('1000.00'),
  details: Partial<Data<'OrderSubmitted'>> = {},
): AccountEvent => ({
  type: 'OrderSubmitted',
  data: { orderId, amount: amount(sum), orderedOn: ORDERED, decision, ...details },
});

/** An order that waits for an approver, for a reason that does not matter. */
export const orderHeld = (orderId: string, sum: string, details: Partial<Data<'OrderSubmitted'>> = {}): AccountEvent =>
  orderSubmitted(orderId, sum, passed('0.00', { outcome: 'refer', reasons: [{ code: 'GRADE', facts: {} }] }), details);

export const orderChecked = (
  orderId: string,
  cause: Data<'OrderChecked'>['cause'],
  on: CalendarDate,
  decision: OrderDecision,
): AccountEvent => ({ type: 'OrderChecked', data: { orderId, on, cause, decision } });

export const orderReleased = (orderId: string, used: string, details: Partial<Data<'OrderReleased'>> = {}): AccountEvent => ({
  type: 'OrderReleased',
  data: { orderId, approver, reason: 'paid by phone', releasedOn: ORDERED, used: amount(used), policyVersion: 0, ...details },
});

export const orderDeclined = (orderId: string, on: CalendarDate = ORDERED): AccountEvent => ({
  type: 'OrderDeclined',
  data: { orderId, on, reason: 'no answer' },
});

export const orderCancelled = (orderId: string, freed: string, on: CalendarDate = SHIPPED): AccountEvent => ({
  type: 'OrderCancelled',
  data: { orderId, on, reason: 'out of stock', freed: amount(freed) },
});

export const orderShipped = (
  orderId: string,
  shipmentId: string,
  sum: string,
  shippedOn: CalendarDate = SHIPPED,
): AccountEvent => ({ type: 'OrderShipped', data: { orderId, shipmentId, amount: amount(sum), shippedOn } });

/** An invoice of an order; it takes all of its amount over from it where nothing else is said. */
export const orderBilled = (
  orderId: string,
  invoiceId: string,
  sum: string,
  details: Partial<Data<'InvoiceIssued'>> = {},
): AccountEvent => invoiceIssued(invoiceId, sum, { orderId, fromOrder: amount(sum), ...details });
