import { Refusal, type CalendarDate, type Money } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer } from '../guards';
import type { SecurityKind } from './credit.events';

/**
 * Records a security that came in. While it is valid, what it secures needs no limit. Money paid in advance is a payment, not a
 * security. Refused with BUYER_UNKNOWN, SECURITY_EXISTS, CURRENCY_MISMATCH.
 */
export interface RecordSecurity {
  readonly buyerId: string;
  readonly securityId: string;
  readonly kind: SecurityKind;
  readonly amount: Money;
  readonly issuer?: string;
  readonly validFrom: CalendarDate;
  /** The last day. */
  readonly validTo?: CalendarDate;
}

export const recordSecurity: DecideAccount<RecordSecurity> = (account, { buyerId, ...security }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { securityId, amount } = security;
  if (account.securities.has(securityId)) throw new Refusal('SECURITY_EXISTS', { securityId });
  mustBeInTheAccountsCurrency(account, amount);
  return [{ type: 'SecurityRecorded', data: security }];
};
