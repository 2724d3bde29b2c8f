import { addDays, type CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { ordersThatNoLongerPass } from '../orders/check-orders-again';
import type { Security } from './credit-line';

/**
 * Notes that a security is over, its last day has passed, and checks the buyer's orders again. Once; nothing to do on one that was
 * given back when its day had come: that was checked then. Sent by the day.
 */
export interface ExpireSecurity {
  readonly buyerId: string;
  readonly securityId: string;
  readonly today: CalendarDate;
}

export const expireSecurity: DecideAccount<ExpireSecurity> = (account, { securityId, today }, facts) => {
  const security = account.securities.get(securityId);
  const validTo = security && lastDayOf(security);
  if (!security || security.expired || validTo === undefined || today <= validTo) return [];
  const expired = { type: 'SecurityExpired', data: { securityId, validTo, today } } as const;
  return ordersThatNoLongerPass(account, expired, today, facts);
};

/** The last day on which it secures; none when it has no end, or when its end was dealt with at the release. */
const lastDayOf = ({ to, releasedOn, ahead }: Security): CalendarDate | undefined => {
  if (releasedOn === undefined || (to !== undefined && to < releasedOn)) return to;
  return ahead ? addDays(releasedOn, -1) : undefined;
};
