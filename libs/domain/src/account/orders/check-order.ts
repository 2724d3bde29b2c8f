import { money, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { checkCredit } from './credit-check';
import { restOf } from './order-book';

/**
 * Checks an order that was let through without credit, on the day that brings it inside the horizon: it takes credit from then on, or is
 * held. One that an approver released takes credit unasked. Nothing to do before that day, on a held order, or when nothing is left of
 * it. Sent by the day. Source: api-credit.md "Orders".
 */
export interface CheckOrder {
  readonly buyerId: string;
  readonly orderId: string;
  readonly today: CalendarDate;
}

export const checkOrder: DecideAccount<CheckOrder> = (account, { orderId, today }, facts) => {
  const order = account.orders.get(orderId);
  if (order?.laterOn === undefined || order.status !== 'approved' || today < order.laterOn || restOf(order) === 0n) return [];
  const amount = money(restOf(order), currencyOf(account));
  const decision = checkCredit(account, { amount, on: today, termsDays: order.termsDays }, facts);
  const held = decision.outcome !== 'approve' && !order.released;
  const outcome = held ? 'refer' : 'approve';
  return [{ type: 'OrderChecked', data: { orderId, on: today, cause: 'horizon_reached', decision: { ...decision, outcome } } }];
};
