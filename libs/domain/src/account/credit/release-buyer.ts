import type { Approver, CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';
import { holdOn } from './credit-line';

/** Ends the hold on the buyer, from that day on. Nothing to do when it is not on hold. Refused with BUYER_UNKNOWN. */
export interface ReleaseBuyer {
  readonly buyerId: string;
  readonly on: CalendarDate;
  readonly reason: string;
  readonly approver: Approver;
}

export const releaseBuyer: DecideAccount<ReleaseBuyer> = (account, { buyerId, ...release }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  return holdOn(account, release.on) ? [{ type: 'BuyerReleased', data: release }] : [];
};
