import { latest, money, type CalendarDate, type Money } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustNotExceedOpen, theOpenInvoice } from '../guards';

/**
 * Gives up what is open, or a part of it. It leaves the ledger; the claim against the buyer is another matter.
 * Refused with INVOICE_UNKNOWN, INVOICE_NOT_OPEN, CURRENCY_MISMATCH, ALLOCATION_EXCEEDS_OPEN.
 */
export interface WriteOffInvoice {
  readonly buyerId: string;
  readonly invoiceId: string;
  readonly writtenOffOn: CalendarDate;
  readonly reason: string;
  /** All that is open when absent. */
  readonly amount?: Money;
}

export const writeOffInvoice: DecideAccount<WriteOffInvoice> = (account, { buyerId, ...writeOff }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { invoiceId, writtenOffOn, reason } = writeOff;
  const invoice = theOpenInvoice(account, invoiceId);
  if (writeOff.amount) mustBeInTheAccountsCurrency(account, writeOff.amount);
  const amount = writeOff.amount ?? money(invoice.open, currencyOf(account));
  mustNotExceedOpen(invoiceId, amount, invoice.open);
  return [
    { type: 'InvoiceWrittenOff', data: { invoiceId, amount, writtenOffOn, on: latest(writtenOffOn, invoice.openSince), reason } },
  ];
};
