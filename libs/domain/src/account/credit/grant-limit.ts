import type { Approver, CalendarDate, Money } from '../../shared';
import type { DecideAccount } from '../account';
import { gradeOn } from '../facts';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustTakeNewBusiness } from '../guards';

/**
 * Gives the buyer a credit limit from a day on. On an account that has one it is a new decision: from its day on it governs.
 * A zero limit is a decision too (domain rules 7.10). Refused with BUYER_UNKNOWN, BUYER_MERGED, CURRENCY_MISMATCH.
 */
export interface GrantLimit {
  readonly buyerId: string;
  readonly amount: Money;
  readonly validFrom: CalendarDate;
  /** The last day. */
  readonly validTo?: CalendarDate;
  /** The longest terms, in days from issue to due date, that an invoice may have. */
  readonly maxTermsDays?: number;
  readonly reason?: string;
  /** Who decided; counted among the decisions. */
  readonly approver?: Approver;
}

export const grantLimit: DecideAccount<GrantLimit> = (account, { buyerId, ...grant }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeInTheAccountsCurrency(account, grant.amount);
  return [{ type: 'LimitGranted', data: { ...grant, ...gradeOn(facts, grant.validFrom) } }];
};
