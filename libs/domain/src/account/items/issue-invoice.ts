import { daysBetween, least, money, Refusal, type CalendarDate, type Money } from '../../shared';
import type { Account, DecideAccount } from '../account';
import type { InvoiceDetails } from '../account.events';
import { creditOn, type CreditOn } from '../credit/standing';
import type { AccountFacts } from '../facts';
import {
  mustBeANewInvoice,
  mustBeInTheAccountsCurrency,
  mustBelongToABuyer,
  mustFit,
  mustNotBeDueBeforeIssue,
  mustNotBeFlagged,
  mustNotBeFrozen,
  mustNotBeOnHold,
  mustTakeNewBusiness,
  theOrder,
} from '../guards';
import { billable, orderStatus, takesCredit, type Order } from '../orders/order-book';

/**
 * Asks for credit and puts an invoice on the account.
 * The limit in force on the day the goods ship (else the day of issue) governs. What is used counts against it, less cash and credit
 * notes not yet allocated: a payment on account makes room at once; what is secured or paid in advance needs no limit.
 * An invoice of an order takes over what is left of it, with the credit that it holds or that an approver gave it; what is above asks
 * for credit.
 * Source: SAP's static exposure (open items), strict `>` as in OCA credit-control; domain rules 3.1.
 * Refused with BUYER_UNKNOWN, BUYER_MERGED, INVOICE_EXISTS, CURRENCY_MISMATCH, DUE_BEFORE_ISSUE, TERMS_TOO_LONG, LIMIT_EXCEEDED, with
 * NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN, LIMIT_REFUSED or LIMIT_EXPIRED when no limit is in force on that day; of an order
 * with ORDER_UNKNOWN, ORDER_ON_HOLD, ORDER_NOT_OPEN; without one with BUYER_ON_HOLD, FRAUD_FLAG, REVIEW_OVERDUE.
 */
export interface IssueInvoice extends InvoiceDetails {
  readonly buyerId: string;
}

export const issueInvoice: DecideAccount<IssueInvoice> = (account, { buyerId, ...invoice }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeANewInvoice(account, invoice.invoiceId);
  mustBeInTheAccountsCurrency(account, invoice.amount);
  mustNotBeDueBeforeIssue(invoice);
  const day = invoice.shippedOn ?? invoice.issuedOn;
  const credit = creditOn(account, day, facts);
  if (invoice.orderId === undefined) {
    mustBeFreeToBuy(account, day, facts);
    mustKeepToTheTerms(credit, invoice);
    mustFit(credit, invoice.amount, day);
    return [{ type: 'InvoiceIssued', data: invoice }];
  }
  const order = theOrderToBill(account, invoice.orderId);
  const fromOrder = partOf(order, invoice.amount);
  if (fromOrder.minor === 0n) mustBeFreeToBuy(account, day, facts);
  mustKeepToTheTerms(credit, invoice, order);
  const held = takesCredit(order) || order.released ? fromOrder.minor : 0n;
  if (invoice.amount.minor > held) mustFit(credit, money(invoice.amount.minor - held, invoice.amount.currency), day);
  return [{ type: 'InvoiceIssued', data: { ...invoice, fromOrder } }];
};

/** What an invoice of so much takes over from its order. */
export const partOf = (order: Order, amount: Money): Money => money(least(amount.minor, billable(order)), amount.currency);

/** BUYER_ON_HOLD, FRAUD_FLAG, REVIEW_OVERDUE: what an order would have met stops an invoice without one. */
const mustBeFreeToBuy = (account: Account, day: CalendarDate, facts: AccountFacts): void => {
  mustNotBeOnHold(account, day);
  mustNotBeFlagged(account, day);
  mustNotBeFrozen(facts, day);
};

/** ORDER_UNKNOWN, ORDER_ON_HOLD, ORDER_NOT_OPEN: declined, or cancelled and all the rest billed. */
const theOrderToBill = (account: Account, orderId: string): Order => {
  const order = theOrder(account, orderId);
  if (orderStatus(order) === 'held') throw new Refusal('ORDER_ON_HOLD', { orderId });
  if (order.status === 'declined' || (order.cancelled && billable(order) === 0n))
    throw new Refusal('ORDER_NOT_OPEN', { orderId });
  return order;
};

/** TERMS_TOO_LONG. What an approver let through with its order is not refused again. */
const mustKeepToTheTerms = ({ limit }: CreditOn, { invoiceId, issuedOn, dueOn }: InvoiceDetails, order?: Order): void => {
  const maxTermsDays = limit.status === 'in_force' ? limit.decision.maxTermsDays : undefined;
  const termsDays = daysBetween(issuedOn, dueOn);
  const released = order?.released ? (order.termsDays ?? 0) : 0;
  if (maxTermsDays !== undefined && termsDays > Math.max(maxTermsDays, released))
    throw new Refusal('TERMS_TOO_LONG', { invoiceId, maxTermsDays, termsDays });
};
