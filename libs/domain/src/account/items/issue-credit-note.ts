import { latest, least, money, Refusal, type CalendarDate, type Money } from '../../shared';
import type { Account, DecideAccount } from '../account';
import type { Allocation } from '../account.events';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, theInvoice } from '../guards';

/**
 * Credits the buyer, against an invoice or on account. Above what is open on the invoice, or without one, the rest stays
 * unapplied: it frees credit and shows as a row of its own.
 * Source: ERPNext PR #54043 (a note above an invoice's open amount), domain rules 3.2.
 * Refused with CREDIT_NOTE_EXISTS, CURRENCY_MISMATCH, INVOICE_UNKNOWN.
 */
export interface IssueCreditNote {
  readonly buyerId: string;
  readonly creditNoteId: string;
  readonly amount: Money;
  readonly issuedOn: CalendarDate;
  readonly invoiceId?: string;
  readonly reason: string;
}

export const issueCreditNote: DecideAccount<IssueCreditNote> = (account, { buyerId, ...note }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  if (account.creditNotes.has(note.creditNoteId)) throw new Refusal('CREDIT_NOTE_EXISTS', { creditNoteId: note.creditNoteId });
  mustBeInTheAccountsCurrency(account, note.amount);
  return [{ type: 'CreditNoteIssued', data: { ...note, allocations: appliedTo(account, note) } }];
};

const appliedTo = (account: Account, { invoiceId, amount, issuedOn }: Omit<IssueCreditNote, 'buyerId'>): Allocation[] => {
  if (invoiceId === undefined) return [];
  const invoice = theInvoice(account, invoiceId);
  if (invoice.open === 0n) return [];
  return [
    { invoiceId, amount: money(least(amount.minor, invoice.open), amount.currency), on: latest(issuedOn, invoice.openSince) },
  ];
};
