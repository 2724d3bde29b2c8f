import type { CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { ordersThatNoLongerPass } from '../orders/check-orders-again';

/**
 * Notes that a security is over, its last day has passed, and checks the buyer's orders again. Once; nothing to do on one that was
 * given back. Sent by the day.
 */
export interface ExpireSecurity {
  readonly buyerId: string;
  readonly securityId: string;
  readonly today: CalendarDate;
}

export const expireSecurity: DecideAccount<ExpireSecurity> = (account, { securityId, today }, facts) => {
  const security = account.securities.get(securityId);
  if (!security || security.expired || security.to === undefined || today <= security.to) return [];
  if (security.releasedOn !== undefined && security.releasedOn <= security.to) return [];
  const expired = { type: 'SecurityExpired', data: { securityId, validTo: security.to, today } } as const;
  return ordersThatNoLongerPass(account, expired, today, facts);
};
