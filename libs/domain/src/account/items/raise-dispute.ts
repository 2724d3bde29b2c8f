import { money, Refusal, type CalendarDate, type Money } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, theOpenInvoice } from '../guards';

/**
 * The buyer contests an invoice, or a part of it; all that is open when no amount is given. The amount is fixed here: what shows
 * as disputed later is the smaller of it and what is then open.
 * Refused with INVOICE_UNKNOWN, INVOICE_NOT_OPEN, ALREADY_DISPUTED, CURRENCY_MISMATCH.
 */
export interface RaiseDispute {
  readonly buyerId: string;
  readonly invoiceId: string;
  readonly raisedOn: CalendarDate;
  readonly reason: string;
  readonly amount?: Money;
}

export const raiseDispute: DecideAccount<RaiseDispute> = (account, { buyerId, invoiceId, raisedOn, reason, amount }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const invoice = theOpenInvoice(account, invoiceId);
  const currency = currencyOf(account);
  if (invoice.disputed !== undefined)
    throw new Refusal('ALREADY_DISPUTED', { invoiceId, disputed: money(invoice.disputed, currency) });
  if (amount) mustBeInTheAccountsCurrency(account, amount);
  const contested = amount ?? money(invoice.open, currency);
  return [{ type: 'DisputeRaised', data: { invoiceId, amount: contested, raisedOn, reason } }];
};
