import type { AccountEvent, CalendarDate, Money } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, projection, type Effect } from '../kernel';

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

/** An event that changes one day in one currency: the day's document, and the amount added to its figures. */
const onDay = <Event extends RecordedEvent>(changeOf: (data: Event['data']) => DayChange): Effect<SalesDocument, Event> => ({
  keys: ({ seller, data }) => {
    const { amount, day } = changeOf(data);
    return [key(seller, amount.currency, day)];
  },
  fold: (doc, { seller, data }) => {
    const { day, amount, sales, receivables } = changeOf(data);
    const before = doc ?? { seller, currency: amount.currency, day, salesMinor: 0n, receivablesMinor: 0n };
    return {
      ...before,
      salesMinor: before.salesMinor + sales * amount.minor,
      receivablesMinor: before.receivablesMinor + receivables * amount.minor,
    };
  },
});

/**
 * Sales and the movement of receivables by day: what DSO is made of. An allocation moves nothing here: what it takes off an invoice
 * it takes off the cash on account, too.
 */
export const sales = projection<SalesDocument, AccountEvent>()({
  name: 'sales',
  version: 1,
  indexes: [{ key: { seller: 1, currency: 1, day: 1 } }],
  on: {
    InvoiceIssued: onDay(({ issuedOn: day, amount }) => ({ day, amount, sales: 1n, receivables: 1n })),
    InvoiceRecorded: onDay(({ issuedOn: day, amount }) => ({ day, amount, sales: 1n, receivables: 1n })),
    InvoiceCancelled: onDay(({ on: day, amount }) => ({ day, amount, sales: -1n, receivables: -1n })),
    CreditNoteIssued: onDay(({ issuedOn: day, amount }) => ({ day, amount, sales: -1n, receivables: -1n })),
    PaymentRecorded: onDay(({ paidOn: day, amount }) => ({ day, amount, sales: 0n, receivables: -1n })),
    PaymentReversed: onDay(({ on: day, amount }) => ({ day, amount, sales: 0n, receivables: 1n })),
    DisputeResolved: onDay(({ on: day, credited: amount }) => ({ day, amount, sales: 0n, receivables: -1n })),
    InvoiceWrittenOff: onDay(({ on: day, amount }) => ({ day, amount, sales: 0n, receivables: -1n })),
  },
});
