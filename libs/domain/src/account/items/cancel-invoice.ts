import { latest, money, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBelongToABuyer, theUntouchedInvoice } from '../guards';

/**
 * Takes an invoice back as if it had not been: it must be untouched. One that was paid, credited or written off in part is
 * corrected by a credit note instead. What it took over from an order goes back to it. Refused with INVOICE_UNKNOWN, INVOICE_NOT_OPEN.
 */
export interface CancelInvoice {
  readonly buyerId: string;
  readonly invoiceId: string;
  readonly cancelledOn: CalendarDate;
  readonly reason: string;
}

export const cancelInvoice: DecideAccount<CancelInvoice> = (account, { buyerId, invoiceId, cancelledOn, reason }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const invoice = theUntouchedInvoice(account, invoiceId);
  const amount = money(invoice.amount, currencyOf(account));
  const on = latest(cancelledOn, invoice.openSince);
  const { order } = invoice;
  const back = order && { orderId: order.orderId, fromOrder: money(order.minor, amount.currency) };
  return [{ type: 'InvoiceCancelled', data: { invoiceId, amount, cancelledOn, on, reason, ...back } }];
};
