import type { CalendarDate, Money } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer } from '../guards';
import type { SecurityKind } from './credit.events';

/**
 * Says what the buyer has to secure, by securities of the kinds; replaces what was required before, zero lifts it. Orders from that
 * day on are referred while valid securities amount to less. Refused with BUYER_UNKNOWN, CURRENCY_MISMATCH.
 */
export interface RequireSecurity {
  readonly buyerId: string;
  readonly amount: Money;
  readonly kinds: readonly SecurityKind[];
  readonly requiredOn: CalendarDate;
  readonly reason: string;
}

export const requireSecurity: DecideAccount<RequireSecurity> = (account, { buyerId, ...required }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustBeInTheAccountsCurrency(account, required.amount);
  return [{ type: 'SecurityRequired', data: required }];
};
