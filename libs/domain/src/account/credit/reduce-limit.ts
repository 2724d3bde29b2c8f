import { exceeds, Refusal, type CalendarDate, type Money } from '../../shared';
import type { DecideAccount } from '../account';
import { gradeOn } from '../facts';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, theLimitInForce } from '../guards';

/**
 * Lowers the limit in force on a day to a new amount, below what is used if need be: a legal fact, the excess shows and new
 * credit is refused. Its last day and its terms stay.
 * Refused with NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN or LIMIT_EXPIRED when none is in force, AMOUNT_NOT_LOWER.
 */
export interface ReduceLimit {
  readonly buyerId: string;
  /** The new limit. */
  readonly amount: Money;
  readonly effectiveFrom: CalendarDate;
  readonly reason: string;
}

export const reduceLimit: DecideAccount<ReduceLimit> = (account, { buyerId, ...change }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustBeInTheAccountsCurrency(account, change.amount);
  const { limit } = theLimitInForce(account, change.effectiveFrom);
  if (!exceeds(limit, change.amount)) throw new Refusal('AMOUNT_NOT_LOWER', { limit, requested: change.amount });
  return [{ type: 'LimitReduced', data: { ...change, ...gradeOn(facts, change.effectiveFrom) } }];
};
