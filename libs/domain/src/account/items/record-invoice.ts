import type { DecideAccount } from '../account';
import type { InvoiceDetails } from '../account.events';
import { mustBeANewInvoice, mustBeInTheAccountsCurrency, mustBelongToABuyer, mustNotBeDueBeforeIssue } from '../guards';

/**
 * Puts an invoice on the account that is already out. A fact: never refused for credit, it needs no limit, and what exceeds
 * the limit shows. Refused with BUYER_UNKNOWN, INVOICE_EXISTS, CURRENCY_MISMATCH, DUE_BEFORE_ISSUE.
 */
export interface RecordInvoice extends InvoiceDetails {
  readonly buyerId: string;
}

export const recordInvoice: DecideAccount<RecordInvoice> = (account, { buyerId, ...invoice }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustBeANewInvoice(account, invoice.invoiceId);
  mustBeInTheAccountsCurrency(account, invoice.amount);
  mustNotBeDueBeforeIssue(invoice);
  return [{ type: 'InvoiceRecorded', data: invoice }];
};
