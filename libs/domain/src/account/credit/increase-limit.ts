import { exceeds, Refusal, type CalendarDate, type Money } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, theLimitInForce } from '../guards';

/**
 * Raises the limit in force on a day to a new amount; its last day and its terms stay.
 * Refused with NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN or LIMIT_EXPIRED when none is in force, AMOUNT_NOT_HIGHER.
 */
export interface IncreaseLimit {
  readonly buyerId: string;
  /** The new limit. */
  readonly amount: Money;
  readonly effectiveFrom: CalendarDate;
  readonly reason: string;
}

export const increaseLimit: DecideAccount<IncreaseLimit> = (account, { buyerId, ...change }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustBeInTheAccountsCurrency(account, change.amount);
  const { limit } = theLimitInForce(account, change.effectiveFrom);
  if (!exceeds(change.amount, limit)) throw new Refusal('AMOUNT_NOT_HIGHER', { limit, requested: change.amount });
  return [{ type: 'LimitIncreased', data: change }];
};
