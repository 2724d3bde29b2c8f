import { Refusal, type CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';
import type { FraudKind } from './credit.events';

/**
 * Flags what looks like fraud, with its evidence. While it stands, orders are declined, requests refused, and no invoice is issued
 * without an order; a duplicate_invoice flag only warns. Source: domain rules C49. Refused with BUYER_UNKNOWN, FLAG_EXISTS.
 */
export interface FlagFraud {
  readonly buyerId: string;
  readonly flagId: string;
  readonly kind: FraudKind;
  readonly on: CalendarDate;
  readonly evidence: string;
}

export const flagFraud: DecideAccount<FlagFraud> = (account, { buyerId, ...flag }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  if (account.flags.has(flag.flagId)) throw new Refusal('FLAG_EXISTS', { flagId: flag.flagId });
  return [{ type: 'FraudFlagged', data: flag }];
};
