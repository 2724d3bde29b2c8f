import { exceeds, money, Refusal, type CalendarDate, type Money } from '../shared';
import {
  currencyOf,
  findInvoice,
  governing,
  limitProblem,
  type Account,
  type AccountFacts,
  type Invoice,
  type Payment,
} from './account';

/** BUYER_UNKNOWN. An account that holds anything belongs to a registered buyer. */
export const mustBelongToABuyer = (account: Account, facts: AccountFacts, buyerId: string): void => {
  if (!account.known && !facts.buyerRegistered) throw new Refusal('BUYER_UNKNOWN', { buyerId });
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
export const mustNotBeDueBeforeIssue = ({ issuedOn, dueOn }: { issuedOn: CalendarDate; dueOn: CalendarDate }): void => {
  if (dueOn < issuedOn) throw new Refusal('DUE_BEFORE_ISSUE', { issuedOn, dueOn });
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
  if (invoice.open === 0n) throw new Refusal('INVOICE_NOT_OPEN', { invoiceId });
  return invoice;
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

/** The limit in force on a day, with the longest terms that it allows. */
export interface LimitInForce {
  readonly limit: Money;
  readonly maxTermsDays?: number;
}

/** NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN, LIMIT_EXPIRED */
export const theLimitInForce = (account: Account, day: CalendarDate): LimitInForce => {
  const entry = governing(account, day);
  const problem = limitProblem(account, day);
  if (problem)
    throw new Refusal(problem, { on: day, ...(entry && { from: entry.from }), ...(entry?.to && { validTo: entry.to }) });
  if (entry?.minor === undefined) throw new Error('a limit in force has an amount');
  return { limit: money(entry.minor, currencyOf(account)), maxTermsDays: entry.maxTermsDays };
};
