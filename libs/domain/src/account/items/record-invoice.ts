import type { DecideAccount } from '../account';
import type { InvoiceDetails } from '../account.events';
import {
  mustBeANewInvoice,
  mustBeInTheAccountsCurrency,
  mustBelongToABuyer,
  mustNotBeDueBeforeIssue,
  mustTakeNewBusiness,
} from '../guards';
import { partOf } from './issue-invoice';

/**
 * Puts an invoice on the account that is already out. A fact: never refused for credit, it needs no limit, and what exceeds
 * the limit shows. It takes over what is left of its order; an order that is not known is kept as given, and nothing is taken from it.
 * Refused with BUYER_UNKNOWN, BUYER_MERGED, INVOICE_EXISTS, CURRENCY_MISMATCH, DUE_BEFORE_ISSUE.
 */
export interface RecordInvoice extends InvoiceDetails {
  readonly buyerId: string;
}

export const recordInvoice: DecideAccount<RecordInvoice> = (account, { buyerId, ...invoice }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeANewInvoice(account, invoice.invoiceId);
  mustBeInTheAccountsCurrency(account, invoice.amount);
  mustNotBeDueBeforeIssue(invoice);
  const order = invoice.orderId === undefined ? undefined : account.orders.get(invoice.orderId);
  return [{ type: 'InvoiceRecorded', data: { ...invoice, ...(order && { fromOrder: partOf(order, invoice.amount) }) } }];
};
