import { exceeds, money, Refusal, type CalendarDate, type Money } from '../shared';
import { currencyOf, findInvoice, type Account, type Invoice, type Payment } from './account';
import type { InvoiceDetails } from './account.events';
import { blockingFlagOn, holdOn } from './credit/credit-line';
import { limitOn } from './credit/limit';
import { shortfall, type CreditOn } from './credit/standing';
import type { AccountFacts } from './facts';
import { orderStatus, type Order } from './orders/order-book';

/** BUYER_UNKNOWN. An account that holds anything belongs to a registered buyer. */
export const mustBelongToABuyer = (account: Account, facts: AccountFacts, buyerId: string): void => {
  if (!account.known && !facts.buyerRegistered) throw new Refusal('BUYER_UNKNOWN', { buyerId });
};

/** BUYER_MERGED. New business goes to the kept buyer; what is on the account goes on. */
export const mustTakeNewBusiness = ({ mergedInto }: AccountFacts): void => {
  if (mergedInto !== undefined) throw new Refusal('BUYER_MERGED', { buyerId: mergedInto });
};

/** FRAUD_FLAG */
export const mustNotBeFlagged = (account: Account, day: CalendarDate): void => {
  const flagId = blockingFlagOn(account, day);
  if (flagId !== undefined) throw new Refusal('FRAUD_FLAG', { flagId });
};

/** BUYER_ON_HOLD. With `since`, only a hold that began on that day or after. */
export const mustNotBeOnHold = (account: Account, day: CalendarDate, since?: CalendarDate): void => {
  const hold = holdOn(account, day, since);
  if (hold) throw new Refusal('BUYER_ON_HOLD', { since: hold.from });
};

/** REVIEW_OVERDUE */
export const mustNotBeFrozen = ({ policyOn, buyer }: AccountFacts, day: CalendarDate): void => {
  const dueOn = policyOn(day).review.freezeWhenOverdue ? buyer.overdueReviewOn(day) : undefined;
  if (dueOn !== undefined) throw new Refusal('REVIEW_OVERDUE', { dueOn });
};

/** ORDER_UNKNOWN */
export const theOrder = (account: Account, orderId: string): Order => {
  const order = account.orders.get(orderId);
  if (!order) throw new Refusal('ORDER_UNKNOWN', { orderId });
  return order;
};

/** ORDER_UNKNOWN, ORDER_NOT_ON_HOLD */
export const theHeldOrder = (account: Account, orderId: string): Order => {
  const order = theOrder(account, orderId);
  const status = orderStatus(order);
  if (status !== 'held') throw new Refusal('ORDER_NOT_ON_HOLD', { orderId, status });
  return order;
};

/** INVOICE_EXISTS */
export const mustBeANewInvoice = (account: Account, invoiceId: string): void => {
  if (findInvoice(account, invoiceId)) throw new Refusal('INVOICE_EXISTS', { invoiceId });
};

/** CURRENCY_MISMATCH */
export const mustBeInTheAccountsCurrency = (account: Account, ...amounts: readonly Money[]): void => {
  for (const { currency } of amounts)
    if (account.currency && account.currency !== currency)
      throw new Refusal('CURRENCY_MISMATCH', { expected: account.currency, given: currency });
};

/** DUE_BEFORE_ISSUE */
export const mustNotBeDueBeforeIssue = ({ invoiceId, issuedOn, dueOn }: InvoiceDetails): void => {
  if (dueOn < issuedOn) throw new Refusal('DUE_BEFORE_ISSUE', { invoiceId, issuedOn, dueOn });
};

/** INVOICE_UNKNOWN */
export const theInvoice = (account: Account, invoiceId: string): Invoice => {
  const invoice = findInvoice(account, invoiceId);
  if (!invoice) throw new Refusal('INVOICE_UNKNOWN', { invoiceId });
  return invoice;
};

/** INVOICE_UNKNOWN, INVOICE_NOT_OPEN */
export const theOpenInvoice = (account: Account, invoiceId: string): Invoice => {
  const invoice = theInvoice(account, invoiceId);
  if (invoice.open === 0n) throw notOpen(account, invoiceId, invoice);
  return invoice;
};

/** INVOICE_UNKNOWN, INVOICE_NOT_OPEN. Untouched: nothing is paid, credited or written off. */
export const theUntouchedInvoice = (account: Account, invoiceId: string): Invoice => {
  const invoice = theInvoice(account, invoiceId);
  if (invoice.open !== invoice.amount) throw notOpen(account, invoiceId, invoice);
  return invoice;
};

const notOpen = (account: Account, invoiceId: string, { amount, open }: Invoice): Refusal => {
  const currency = currencyOf(account);
  return new Refusal('INVOICE_NOT_OPEN', { invoiceId, amount: money(amount, currency), open: money(open, currency) });
};

/** PAYMENT_UNKNOWN, PAYMENT_REVERSED */
export const theStandingPayment = (account: Account, paymentId: string): Payment => {
  const payment = account.payments.get(paymentId);
  if (!payment) throw new Refusal('PAYMENT_UNKNOWN', { paymentId });
  if (payment.reversed) throw new Refusal('PAYMENT_REVERSED', { paymentId });
  return payment;
};

/** ALLOCATION_EXCEEDS_OPEN */
export const mustNotExceedOpen = (invoiceId: string, amount: Money, openMinor: bigint): void => {
  const open = money(openMinor, amount.currency);
  if (exceeds(amount, open)) throw new Refusal('ALLOCATION_EXCEEDS_OPEN', { invoiceId, open, requested: amount });
};

/** LIMIT_EXCEEDED; and NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN, LIMIT_REFUSED or LIMIT_EXPIRED when no limit is in force. */
export const mustFit = (credit: CreditOn, requested: Money, day: CalendarDate): void => {
  const missing = shortfall(credit, requested, day);
  if (missing) throw new Refusal(missing.code, missing.facts);
};

/** A limit in force on a day, with the longest terms that it allows. */
export interface LimitInForce {
  readonly limit: Money;
  readonly maxTermsDays?: number;
}

/** NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN, LIMIT_REFUSED, LIMIT_EXPIRED */
export const theLimitInForce = (account: Account, day: CalendarDate): LimitInForce => {
  const { status, minor, decision } = limitOn(account.limits, day);
  if (status === 'in_force') return { limit: money(minor, currencyOf(account)), maxTermsDays: decision.maxTermsDays };
  const { from, to } = decision ?? {};
  throw new Refusal(status, { on: day, ...(from && { from }), ...(to && { validTo: to }) });
};
