import {
  checkCredit,
  currencyOf,
  insideFrom,
  money,
  restOf,
  takesCredit,
  type CalendarDate,
  type CreditPolicy,
  type Money,
  type Order,
  type PolicyInForce,
  type PublishCreditPolicy,
  type Reason,
} from '@usance/domain';
import type { AccountSeen } from './accounts-seen';

/** An order that was let through or is held, decided again on a day. */
export interface OrderUnder {
  readonly orderId: string;
  readonly buyer: string;
  readonly status: 'approved' | 'held';
  /** What of it is neither shipped, invoiced nor cancelled. */
  readonly amount: Money;
  /** Why the policy would hold it; none: it would let it through. */
  readonly reasons: readonly Reason[];
  /** The same, of the policy that is in force on the day. */
  readonly inForce: { readonly version: number; readonly reasons: readonly Reason[] };
}

/**
 * The account's orders that a policy may still hold or let through, each decided again on the day as if it were placed then, without
 * its own value: under the policy, and under the one in force. What is declined, has begun to ship, or was released by an approver is not held again.
 */
export const ordersUnder = (policy: PublishCreditPolicy, seen: AccountSeen, day: CalendarDate): OrderUnder[] => {
  const unpublished: CreditPolicy = { ...policy, version: NOT_YET_NUMBERED };
  const inForce = seen.facts.policyOn(day);
  return [...seen.account.orders]
    .filter(([, order]) => !order.released && order.shipped === 0n && restOf(order) > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([orderId, order]) => ({
      orderId,
      buyer: seen.buyer,
      status: order.status === 'approved' ? 'approved' : 'held',
      amount: restIn(seen, order),
      reasons: reasonsUnder(unpublished, seen, order, day),
      inForce: { version: inForce.version, reasons: reasonsUnder(inForce, seen, order, day) },
    }));
};

/** The number is given when it is published; no reason names it. */
const NOT_YET_NUMBERED = 0;

const restIn = ({ account }: AccountSeen, order: Order): Money => money(restOf(order), currencyOf(account));

const reasonsUnder = (policy: PolicyInForce, seen: AccountSeen, order: Order, on: CalendarDate): readonly Reason[] => {
  const amount = restIn(seen, order);
  const { termsDays, shipBy } = order;
  const own = takesCredit(order) ? amount.minor : 0n;
  const asksNoCredit = insideFrom(on, shipBy, policy.orderHorizonDays) !== undefined;
  const facts = { ...seen.facts, policyOn: () => policy };
  return checkCredit(seen.account, { amount, on, termsDays, own, asksNoCredit }, facts).reasons;
};
