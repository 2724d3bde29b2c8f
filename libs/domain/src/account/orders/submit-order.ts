import { addDays, Refusal, type CalendarDate, type Money } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustTakeNewBusiness } from '../guards';
import { checkCredit } from './credit-check';

/**
 * Asks whether an order may go ahead. The answer is a decision with all its reasons: approve takes credit, refer holds the order,
 * decline ends it. One that ships beyond the policy's horizon asks for no credit yet and takes none; the day that brings it inside
 * checks it. Source: domain rules 3.1 (SAP's dynamic credit check with horizon), C38; api-credit.md "Orders".
 * Refused with BUYER_UNKNOWN, BUYER_MERGED, ORDER_EXISTS, CURRENCY_MISMATCH.
 */
export interface SubmitOrder {
  readonly buyerId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly orderedOn: CalendarDate;
  /** The day by which it ships; at once when absent. */
  readonly shipBy?: CalendarDate;
  /** Days from issue to due date that the invoice will have. */
  readonly termsDays?: number;
}

export const submitOrder: DecideAccount<SubmitOrder> = (account, { buyerId, ...order }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  const { orderId, amount, orderedOn, shipBy, termsDays } = order;
  if (account.orders.has(orderId)) throw new Refusal('ORDER_EXISTS', { orderId });
  mustBeInTheAccountsCurrency(account, amount);
  const laterOn = insideFrom(orderedOn, shipBy, facts.policyOn(orderedOn).orderHorizonDays);
  const decision = checkCredit(account, { amount, on: orderedOn, termsDays, asksNoCredit: laterOn !== undefined }, facts);
  return [{ type: 'OrderSubmitted', data: { ...order, decision: { ...decision, ...(laterOn !== undefined && { laterOn }) } } }];
};

/** The day that brings the order inside the horizon; none when it is inside on the day it is placed. */
export const insideFrom = (
  orderedOn: CalendarDate,
  shipBy: CalendarDate | undefined,
  horizonDays: number,
): CalendarDate | undefined => {
  if (shipBy === undefined) return undefined;
  const from = addDays(shipBy, -horizonDays);
  return from > orderedOn ? from : undefined;
};
