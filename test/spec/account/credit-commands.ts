import type { CalendarDate, DecideLimit, RequestLimit } from '@usance/domain';
import { amount, type Asked } from '../given-when-then';
import { asked, BUYER, type Payload } from './commands';
import { approver, DAY_ONE, HELD, ORDERED, SHIPPED } from './credit-events';

const requested = (requestId: string, sum: string): Omit<RequestLimit, 'buyerId'> => ({
  requestId,
  amount: amount(sum),
  termsDays: 30,
  kind: 'new',
  requestedOn: DAY_ONE,
});

export const requestLimit = (requestId: string, sum: string, details: Partial<RequestLimit> = {}): Asked =>
  asked('RequestLimit', { ...requested(requestId, sum), ...details });

export const decideLimit = (
  requestId: string,
  outcome: DecideLimit['outcome'],
  details: Partial<Payload<'DecideLimit'>> = {},
): Asked =>
  asked('DecideLimit', {
    requestId,
    outcome,
    ...(outcome !== 'refused' && { validFrom: DAY_ONE }),
    approver,
    decidedOn: DAY_ONE,
    ...details,
  });

export const grantTemporaryLimit = (sum: string, details: Partial<Payload<'GrantTemporaryLimit'>> = {}): Asked =>
  asked('GrantTemporaryLimit', {
    amount: amount(sum),
    validFrom: DAY_ONE,
    validTo: '2026-03-31',
    reason: 'season',
    approver,
    ...details,
  });

export const approveLimitChange = (proposalId: string, details: Partial<Payload<'ApproveLimitChange'>> = {}): Asked =>
  asked('ApproveLimitChange', { proposalId, approver, on: DAY_ONE, reason: 'agreed', ...details });

export const rejectLimitChange = (proposalId: string, details: Partial<Payload<'RejectLimitChange'>> = {}): Asked =>
  asked('RejectLimitChange', { proposalId, approver, on: DAY_ONE, reason: 'too early', ...details });

export const holdBuyer = (on: CalendarDate = HELD): Asked => asked('HoldBuyer', { on, reason: 'promises broken' });

export const releaseBuyer = (on: CalendarDate): Asked => asked('ReleaseBuyer', { on, reason: 'paid', approver });

export const flagFraud = (flagId: string, details: Partial<Payload<'FlagFraud'>> = {}): Asked =>
  asked('FlagFraud', { flagId, kind: 'other', on: HELD, evidence: 'forged stamp', ...details });

export const clearFraudFlag = (flagId: string, on: CalendarDate): Asked =>
  asked('ClearFraudFlag', { flagId, on, reason: 'confirmed by the bank', approver });

export const requireSecurity = (sum: string, details: Partial<Payload<'RequireSecurity'>> = {}): Asked =>
  asked('RequireSecurity', {
    amount: amount(sum),
    kinds: ['deposit', 'bank_guarantee'],
    requiredOn: DAY_ONE,
    reason: 'new buyer',
    ...details,
  });

export const recordSecurity = (securityId: string, sum: string, details: Partial<Payload<'RecordSecurity'>> = {}): Asked =>
  asked('RecordSecurity', { securityId, kind: 'bank_guarantee', amount: amount(sum), validFrom: DAY_ONE, ...details });

export const releaseSecurity = (securityId: string, releasedOn: CalendarDate): Asked =>
  asked('ReleaseSecurity', { securityId, releasedOn, reason: 'no longer needed' });

export const submitOrder = (orderId: string, sum: string, details: Partial<Payload<'SubmitOrder'>> = {}): Asked =>
  asked('SubmitOrder', { orderId, amount: amount(sum), orderedOn: ORDERED, ...details });

export const releaseOrder = (orderId: string, details: Partial<Payload<'ReleaseOrder'>> = {}): Asked =>
  asked('ReleaseOrder', { orderId, approver, reason: 'paid by phone', releasedOn: ORDERED, ...details });

export const declineOrder = (orderId: string, on: CalendarDate = ORDERED): Asked =>
  asked('DeclineOrder', { orderId, on, reason: 'no answer' });

export const cancelOrder = (orderId: string, on: CalendarDate = SHIPPED): Asked =>
  asked('CancelOrder', { orderId, on, reason: 'out of stock' });

export const shipOrder = (orderId: string, shipmentId: string, sum: string, shippedOn: CalendarDate = SHIPPED): Asked =>
  asked('ShipOrder', { orderId, shipmentId, amount: amount(sum), shippedOn });

/** A command that only the system sends. */
const sent = (name: string, payload: object): Asked => ({ name, payload: { buyerId: BUYER, ...payload } });

export const expireLimit = (today: CalendarDate): Asked => sent('ExpireLimit', { today });

export const endTemporaryLimit = (sum: string, today: CalendarDate): Asked =>
  sent('EndTemporaryLimit', { amount: amount(sum), validFrom: DAY_ONE, validTo: '2026-03-31', today });

export const expireSecurity = (securityId: string, today: CalendarDate): Asked => sent('ExpireSecurity', { securityId, today });

export const checkOrder = (orderId: string, today: CalendarDate): Asked => sent('CheckOrder', { orderId, today });

export const assessThresholds = (today: CalendarDate): Asked => sent('AssessThresholds', { today });
