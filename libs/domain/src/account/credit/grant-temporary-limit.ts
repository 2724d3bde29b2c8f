import type { Approver, CalendarDate, Money } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustTakeNewBusiness } from '../guards';

/**
 * Gives an amount on top of the limit for a time, for a season or one large order. It stands beside a limit in force, adds up with
 * others, and ends by itself after its last day. Refused with BUYER_UNKNOWN, BUYER_MERGED, CURRENCY_MISMATCH.
 */
export interface GrantTemporaryLimit {
  readonly buyerId: string;
  readonly amount: Money;
  readonly validFrom: CalendarDate;
  /** The last day. */
  readonly validTo: CalendarDate;
  readonly reason: string;
  readonly approver: Approver;
}

export const grantTemporaryLimit: DecideAccount<GrantTemporaryLimit> = (account, { buyerId, ...grant }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeInTheAccountsCurrency(account, grant.amount);
  return [{ type: 'TemporaryLimitGranted', data: grant }];
};
