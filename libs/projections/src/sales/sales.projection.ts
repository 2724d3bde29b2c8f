import type { AccountEvent, CalendarDate, Money } from '@usance/domain';
import { key, projection } from '../kernel';

/** What one day did to a seller's books in one currency. */
export interface SalesDocument {
  readonly seller: string;
  readonly currency: string;
  readonly day: CalendarDate;
  /** Invoices issued, less credit notes and cancellations. */
  readonly salesMinor: bigint;
  /** By how much the receivables moved: invoices, less everything that settles them, less cash and notes on account. */
  readonly receivablesMinor: bigint;
}

interface DayChange {
  readonly day: CalendarDate;
  readonly amount: Money;
  readonly sales: -1n | 0n | 1n;
  readonly receivables: -1n | 1n;
}

/** An allocation moves nothing here: what it takes off an invoice it takes off the cash on account, too. */
const changeOf = (event: AccountEvent): DayChange | undefined => {
  switch (event.type) {
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
      return { day: event.data.issuedOn, amount: event.data.amount, sales: 1n, receivables: 1n };
    case 'InvoiceCancelled':
      return { day: event.data.on, amount: event.data.amount, sales: -1n, receivables: -1n };
    case 'CreditNoteIssued':
      return { day: event.data.issuedOn, amount: event.data.amount, sales: -1n, receivables: -1n };
    case 'PaymentRecorded':
      return { day: event.data.paidOn, amount: event.data.amount, sales: 0n, receivables: -1n };
    case 'PaymentReversed':
      return { day: event.data.on, amount: event.data.amount, sales: 0n, receivables: 1n };
    case 'DisputeResolved':
      return { day: event.data.on, amount: event.data.credited, sales: 0n, receivables: -1n };
    case 'InvoiceWrittenOff':
      return { day: event.data.on, amount: event.data.amount, sales: 0n, receivables: -1n };
    default:
      return undefined;
  }
};

const fold = (doc: SalesDocument | undefined, event: AccountEvent & { readonly seller: string }): SalesDocument | undefined => {
  const change = changeOf(event);
  if (!change) return doc;
  const { day, amount, sales, receivables } = change;
  const before = doc ?? { seller: event.seller, currency: amount.currency, day, salesMinor: 0n, receivablesMinor: 0n };
  return {
    ...before,
    salesMinor: before.salesMinor + sales * amount.minor,
    receivablesMinor: before.receivablesMinor + receivables * amount.minor,
  };
};

/** Sales and the movement of receivables by day: what DSO is made of. */
export const sales = projection<SalesDocument, AccountEvent>()({
  name: 'sales',
  version: 1,
  indexes: [{ key: { seller: 1, currency: 1, day: 1 } }],
  documents: (event) => {
    const change = changeOf(event);
    return change ? [key(event.seller, change.amount.currency, change.day)] : [];
  },
  fold: {
    InvoiceIssued: fold,
    InvoiceRecorded: fold,
    InvoiceCancelled: fold,
    CreditNoteIssued: fold,
    PaymentRecorded: fold,
    PaymentReversed: fold,
    DisputeResolved: fold,
    InvoiceWrittenOff: fold,
  },
});
