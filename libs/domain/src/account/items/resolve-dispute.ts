import { latest, money, Refusal, type CalendarDate, type Money } from '../../shared';
import { currencyOf, disputedOpen, type DecideAccount, type Invoice } from '../account';
import type { DisputeOutcome } from '../account.events';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustNotExceedOpen, theInvoice } from '../guards';

/**
 * Ends a dispute. `rejected`: the buyer owes it all. `upheld`: what was contested and is still open comes off, or the
 * `creditAmount`. `partly_upheld`: the `creditAmount` comes off.
 * Refused with INVOICE_UNKNOWN, NOT_DISPUTED, CURRENCY_MISMATCH, ALLOCATION_EXCEEDS_OPEN.
 */
export interface ResolveDispute {
  readonly buyerId: string;
  readonly invoiceId: string;
  readonly resolvedOn: CalendarDate;
  readonly outcome: DisputeOutcome;
  /** Comes with `partly_upheld`, never with `rejected`. */
  readonly creditAmount?: Money;
}

export const resolveDispute: DecideAccount<ResolveDispute> = (account, { buyerId, ...resolution }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { invoiceId, resolvedOn, outcome, creditAmount } = resolution;
  const invoice = theInvoice(account, invoiceId);
  if (invoice.disputed === undefined) throw new Refusal('NOT_DISPUTED', { invoiceId });
  if (creditAmount) mustBeInTheAccountsCurrency(account, creditAmount);
  const credited = creditOf(invoice, resolution, currencyOf(account));
  mustNotExceedOpen(invoiceId, credited, invoice.open);
  return [
    { type: 'DisputeResolved', data: { invoiceId, resolvedOn, outcome, credited, on: latest(resolvedOn, invoice.openSince) } },
  ];
};

const creditOf = (invoice: Invoice, { outcome, creditAmount }: Omit<ResolveDispute, 'buyerId'>, currency: string): Money => {
  if (outcome === 'rejected') return money(0n, currency);
  if (creditAmount) return creditAmount;
  if (outcome === 'partly_upheld') throw new Error('a dispute is upheld in part for an amount');
  return money(disputedOpen(invoice), currency);
};
