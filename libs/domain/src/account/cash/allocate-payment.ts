import { latest, money, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBelongToABuyer, theStandingPayment } from '../guards';
import { allocateAsAsked, type AllocationRequest } from './allocation';

/**
 * Settles invoices with what is unapplied of a payment. Counts from the latest of allocatedOn, the payment's date and the day from
 * which each invoice is open (again). Nothing to do when no invoice is named.
 * Refused with PAYMENT_UNKNOWN, PAYMENT_REVERSED, INVOICE_UNKNOWN, INVOICE_NOT_OPEN, CURRENCY_MISMATCH, ALLOCATION_EXCEEDS_OPEN,
 * ALLOCATION_EXCEEDS_PAYMENT.
 */
export interface AllocatePayment {
  readonly buyerId: string;
  readonly paymentId: string;
  readonly allocatedOn: CalendarDate;
  readonly allocations: readonly AllocationRequest[];
}

export const allocatePayment: DecideAccount<AllocatePayment> = (
  account,
  { buyerId, paymentId, allocatedOn, allocations: asked },
  facts,
) => {
  mustBelongToABuyer(account, facts, buyerId);
  const payment = theStandingPayment(account, paymentId);
  if (asked.length === 0) return [];
  const unapplied = money(payment.unapplied, currencyOf(account));
  const allocations = allocateAsAsked(account, unapplied, latest(allocatedOn, payment.paidOn), asked);
  return [{ type: 'PaymentAllocated', data: { paymentId, allocatedOn, allocations } }];
};
