import { money, Refusal, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBelongToABuyer, theOrder } from '../guards';
import { orderStatus, restOf } from './order-book';

/**
 * Cancels an order as far as it is neither shipped nor invoiced; the credit is free at once. Nothing to do when all of it is shipped.
 * Refused with BUYER_UNKNOWN, ORDER_UNKNOWN, ORDER_NOT_OPEN when it is declined or done.
 */
export interface CancelOrder {
  readonly buyerId: string;
  readonly orderId: string;
  readonly on: CalendarDate;
  readonly reason: string;
}

export const cancelOrder: DecideAccount<CancelOrder> = (account, { buyerId, ...cancel }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { orderId } = cancel;
  const order = theOrder(account, orderId);
  const status = orderStatus(order);
  if (status === 'declined' || status === 'closed') throw new Refusal('ORDER_NOT_OPEN', { orderId, status });
  const freed = money(restOf(order), currencyOf(account));
  return freed.minor === 0n ? [] : [{ type: 'OrderCancelled', data: { ...cancel, freed } }];
};
