import type { CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';
import { holdOn } from './credit-line';

/** Puts the buyer on hold: its orders are referred, from that day on. Nothing to do when it is on hold. Refused with BUYER_UNKNOWN. */
export interface HoldBuyer {
  readonly buyerId: string;
  readonly on: CalendarDate;
  readonly reason: string;
}

export const holdBuyer: DecideAccount<HoldBuyer> = (account, { buyerId, ...hold }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  return holdOn(account, hold.on) ? [] : [{ type: 'BuyerHeld', data: hold }];
};
