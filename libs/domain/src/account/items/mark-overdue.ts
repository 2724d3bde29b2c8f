import { money, Refusal, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBelongToABuyer, theInvoice } from '../guards';

/**
 * Notes that an invoice is overdue: open on a day after its due date. Once in its life; nothing to do on a settled or cancelled
 * invoice, or when it is noted already. A dispute does not stop the calendar.
 * Refused with INVOICE_UNKNOWN, NOT_DUE (the due day itself is not overdue).
 */
export interface MarkOverdue {
  readonly buyerId: string;
  readonly invoiceId: string;
  readonly today: CalendarDate;
}

export const markOverdue: DecideAccount<MarkOverdue> = (account, { buyerId, invoiceId, today }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { open, overdue, dueOn } = theInvoice(account, invoiceId);
  if (open === 0n || overdue) return [];
  if (today <= dueOn) throw new Refusal('NOT_DUE', { invoiceId, dueOn, today });
  return [{ type: 'InvoiceFellOverdue', data: { invoiceId, dueOn, today, open: money(open, currencyOf(account)) } }];
};
