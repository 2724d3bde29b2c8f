import { daysBetween, exceeds, Refusal, subtract } from '../../shared';
import { used, type DecideAccount } from '../account';
import type { InvoiceDetails } from '../account.events';
import {
  mustBeANewInvoice,
  mustBeInTheAccountsCurrency,
  mustBelongToABuyer,
  mustNotBeDueBeforeIssue,
  theLimitInForce,
  type LimitInForce,
} from '../guards';

/**
 * Asks for credit and puts an invoice on the account.
 * The limit in force on the day the goods ship (else the day of issue) governs. What is open, less cash and credit notes not
 * yet allocated, counts against it: a payment on account makes room at once.
 * Source: SAP's static exposure (open items), strict `>` as in OCA credit-control; domain rules 3.1.
 * Refused with BUYER_UNKNOWN, INVOICE_EXISTS, CURRENCY_MISMATCH, DUE_BEFORE_ISSUE, TERMS_TOO_LONG, LIMIT_EXCEEDED, and with
 * NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN or LIMIT_EXPIRED when no limit is in force on that day.
 */
export interface IssueInvoice extends InvoiceDetails {
  readonly buyerId: string;
}

export const issueInvoice: DecideAccount<IssueInvoice> = (account, { buyerId, ...invoice }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustBeANewInvoice(account, invoice.invoiceId);
  mustBeInTheAccountsCurrency(account, invoice.amount);
  mustNotBeDueBeforeIssue(invoice);
  const inForce = theLimitInForce(account, invoice.shippedOn ?? invoice.issuedOn);
  mustKeepToTheTerms(inForce, invoice);
  const taken = used(account, invoice.amount.currency);
  const available = subtract(inForce.limit, taken);
  if (exceeds(invoice.amount, available))
    throw new Refusal('LIMIT_EXCEEDED', { limit: inForce.limit, used: taken, available, requested: invoice.amount });
  return [{ type: 'InvoiceIssued', data: invoice }];
};

/** TERMS_TOO_LONG */
const mustKeepToTheTerms = ({ maxTermsDays }: LimitInForce, { invoiceId, issuedOn, dueOn }: InvoiceDetails): void => {
  const termsDays = daysBetween(issuedOn, dueOn);
  if (maxTermsDays !== undefined && termsDays > maxTermsDays)
    throw new Refusal('TERMS_TOO_LONG', { invoiceId, maxTermsDays, termsDays });
};
