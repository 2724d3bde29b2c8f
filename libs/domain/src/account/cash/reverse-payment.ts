import { latest, money, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBelongToABuyer, theStandingPayment } from '../guards';

/**
 * The payment bounced. Its invoices are open again, and its money is gone, from reversedOn; before that day history stays, and
 * what settles them anew counts from it at the earliest.
 * An invoice that was overdue once stays so. Refused with PAYMENT_UNKNOWN, PAYMENT_REVERSED.
 */
export interface ReversePayment {
  readonly buyerId: string;
  readonly paymentId: string;
  readonly reversedOn: CalendarDate;
  readonly reason: string;
}

export const reversePayment: DecideAccount<ReversePayment> = (account, { buyerId, paymentId, reversedOn, reason }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const payment = theStandingPayment(account, paymentId);
  return [
    {
      type: 'PaymentReversed',
      data: {
        paymentId,
        amount: money(payment.amount, currencyOf(account)),
        reversedOn,
        on: latest(reversedOn, payment.paidOn),
        reason,
        allocations: payment.allocations.map((allocation) => ({ ...allocation, on: latest(reversedOn, allocation.on) })),
      },
    },
  ];
};
