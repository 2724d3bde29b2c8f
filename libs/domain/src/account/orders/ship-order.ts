import { exceeds, money, Refusal, type CalendarDate, type Money } from '../../shared';
import { currencyOf, type Account, type DecideAccount } from '../account';
import { creditOn } from '../credit/standing';
import type { AccountFacts } from '../facts';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustFit, mustNotBeFlagged, mustNotBeOnHold, theOrder } from '../guards';
import { orderStatus, restOf, type Order } from './order-book';

/**
 * Goods of an order go out: so much of it moves from ordered to shipped, and its credit with it. An approval survives to delivery;
 * only a fraud flag and a hold on the buyer that began on or after it stop the goods. An order that takes no credit yet takes it now,
 * if it fits. Refused with BUYER_UNKNOWN, ORDER_UNKNOWN, SHIPMENT_EXISTS, ORDER_ON_HOLD, ORDER_NOT_OPEN, CURRENCY_MISMATCH,
 * SHIPMENT_EXCEEDS_ORDER, FRAUD_FLAG, BUYER_ON_HOLD; before the horizon also with LIMIT_EXCEEDED and the limit's codes.
 */
export interface ShipOrder {
  readonly buyerId: string;
  readonly orderId: string;
  readonly shipmentId: string;
  readonly amount: Money;
  readonly shippedOn: CalendarDate;
}

export const shipOrder: DecideAccount<ShipOrder> = (account, { buyerId, ...shipment }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { orderId, shipmentId, amount, shippedOn } = shipment;
  const order = theOrder(account, orderId);
  if (account.shipments.has(shipmentId)) throw new Refusal('SHIPMENT_EXISTS', { shipmentId });
  mustBeOnItsWay(orderId, order);
  mustBeInTheAccountsCurrency(account, amount);
  mustBeLeftOf(account, orderId, order, amount);
  mustNotBeFlagged(account, shippedOn);
  mustNotBeOnHold(account, shippedOn, order.passedOn);
  if (order.laterOn !== undefined && !order.released) mustFitNow(account, order, shippedOn, facts);
  return [{ type: 'OrderShipped', data: shipment }];
};

/** ORDER_ON_HOLD, ORDER_NOT_OPEN */
const mustBeOnItsWay = (orderId: string, order: Order): void => {
  const status = orderStatus(order);
  if (status === 'held') throw new Refusal('ORDER_ON_HOLD', { orderId });
  if (status === 'declined' || order.shipped === order.amount) throw new Refusal('ORDER_NOT_OPEN', { orderId });
};

/** SHIPMENT_EXCEEDS_ORDER */
const mustBeLeftOf = (account: Account, orderId: string, { amount, shipped }: Order, requested: Money): void => {
  const left = money(amount - shipped, currencyOf(account));
  if (exceeds(requested, left)) throw new Refusal('SHIPMENT_EXCEEDS_ORDER', { orderId, left, requested });
};

const mustFitNow = (account: Account, order: Order, day: CalendarDate, facts: AccountFacts): void =>
  mustFit(creditOn(account, day, facts), money(restOf(order), currencyOf(account)), day);
