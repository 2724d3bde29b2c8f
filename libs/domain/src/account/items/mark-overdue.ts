import { money, Refusal, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBelongToABuyer, theInvoice } from '../guards';

/**
 * Notes that an invoice is overdue: open on a day after its due date. Once in its life; nothing to do on a settled or cancelled
 * invoice, or when it is noted already. A dispute does not stop the calendar.
 * The day may lie in the past, as when a missed day is caught up; what has not come yet is nobody's to say.
 * Refused with INVOICE_UNKNOWN, NOT_DUE (the due day itself is not overdue), DAY_IN_THE_FUTURE.
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
  const { businessDay } = facts;
  if (today <= dueOn || businessDay <= dueOn) throw new Refusal('NOT_DUE', { invoiceId, dueOn, today, businessDay });
  if (today > businessDay) throw new Refusal('DAY_IN_THE_FUTURE', { today, businessDay });
  return [{ type: 'InvoiceFellOverdue', data: { invoiceId, dueOn, today, open: money(open, currencyOf(account)) } }];
};
