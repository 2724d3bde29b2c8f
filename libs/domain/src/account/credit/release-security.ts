import { Refusal, type CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';
import { ordersThatNoLongerPass } from '../orders/check-orders-again';

/**
 * Gives a security back: from that day on it secures nothing, and on it the buyer's orders that were let through and are not shipped are
 * checked again: at once, or when a day to come has come. Refused with BUYER_UNKNOWN, SECURITY_UNKNOWN, SECURITY_RELEASED.
 */
export interface ReleaseSecurity {
  readonly buyerId: string;
  readonly securityId: string;
  readonly releasedOn: CalendarDate;
  readonly reason: string;
}

export const releaseSecurity: DecideAccount<ReleaseSecurity> = (account, { buyerId, ...release }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { securityId, releasedOn } = release;
  const security = account.securities.get(securityId);
  if (!security) throw new Refusal('SECURITY_UNKNOWN', { securityId });
  if (security.releasedOn !== undefined) throw new Refusal('SECURITY_RELEASED', { securityId, releasedOn: security.releasedOn });
  if (releasedOn > facts.businessDay) return [{ type: 'SecurityReleased', data: { ...release, ahead: true } }];
  return ordersThatNoLongerPass(account, { type: 'SecurityReleased', data: release }, releasedOn, facts);
};
