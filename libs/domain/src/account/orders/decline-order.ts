import type { CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer, theHeldOrder } from '../guards';

/** Declines a held order. Refused with BUYER_UNKNOWN, ORDER_UNKNOWN, ORDER_NOT_ON_HOLD. */
export interface DeclineOrder {
  readonly buyerId: string;
  readonly orderId: string;
  readonly on: CalendarDate;
  readonly reason: string;
}

export const declineOrder: DecideAccount<DeclineOrder> = (account, { buyerId, ...decline }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  theHeldOrder(account, decline.orderId);
  return [{ type: 'OrderDeclined', data: decline }];
};
