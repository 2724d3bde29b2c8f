import { Refusal, type CalendarDate, type Money } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer } from '../guards';
import { allocateAsAsked, allocateOldestFirst, type AllocationRequest } from './allocation';

/**
 * Money came in. It settles the invoices that it names; the oldest due ones when it names none at all; nothing when the list is
 * empty. What is left over stays unapplied and frees credit at once.
 * Refused with BUYER_UNKNOWN, PAYMENT_EXISTS, CURRENCY_MISMATCH, INVOICE_UNKNOWN, INVOICE_NOT_OPEN, ALLOCATION_EXCEEDS_OPEN,
 * ALLOCATION_EXCEEDS_PAYMENT.
 */
export interface RecordPayment {
  readonly buyerId: string;
  readonly paymentId: string;
  readonly amount: Money;
  readonly paidOn: CalendarDate;
  readonly reference?: string;
  readonly allocations?: readonly AllocationRequest[];
}

export const recordPayment: DecideAccount<RecordPayment> = (account, { buyerId, allocations: asked, ...payment }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { paymentId, amount, paidOn } = payment;
  if (account.payments.has(paymentId)) throw new Refusal('PAYMENT_EXISTS', { paymentId });
  mustBeInTheAccountsCurrency(account, amount);
  const allocations = asked ? allocateAsAsked(account, amount, paidOn, asked) : allocateOldestFirst(account, amount, paidOn);
  return [{ type: 'PaymentRecorded', data: { ...payment, allocations } }];
};
