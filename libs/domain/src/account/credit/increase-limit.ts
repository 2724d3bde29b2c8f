import { exceeds, Refusal, type Approver, type CalendarDate, type Money } from '../../shared';
import type { DecideAccount } from '../account';
import { gradeOn } from '../facts';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustTakeNewBusiness, theLimitInForce } from '../guards';

/**
 * Raises the limit in force on a day to a new amount; its last day and its terms stay.
 * Refused with BUYER_UNKNOWN, BUYER_MERGED, AMOUNT_NOT_HIGHER, and with NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN, LIMIT_REFUSED or
 * LIMIT_EXPIRED when none is in force.
 */
export interface IncreaseLimit {
  readonly buyerId: string;
  /** The new limit. */
  readonly amount: Money;
  readonly effectiveFrom: CalendarDate;
  readonly reason: string;
  /** Who decided; counted among the decisions. */
  readonly approver?: Approver;
}

export const increaseLimit: DecideAccount<IncreaseLimit> = (account, { buyerId, ...change }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeInTheAccountsCurrency(account, change.amount);
  const { limit } = theLimitInForce(account, change.effectiveFrom);
  if (!exceeds(change.amount, limit)) throw new Refusal('AMOUNT_NOT_HIGHER', { limit, requested: change.amount });
  return [{ type: 'LimitIncreased', data: { ...change, ...gradeOn(facts, change.effectiveFrom) } }];
};
