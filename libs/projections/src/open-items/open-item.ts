import type { CalendarDate } from '@usance/domain';

/** Invoices are owed by the buyer; what is unapplied of payments and credit notes is owed to it. */
export type OpenItemKind = 'invoice' | 'payment' | 'creditNote';

/** What an invoice is called, by all that is recorded. */
export type InvoiceStatus = 'open' | 'overdue' | 'paid' | 'cancelled' | 'written_off' | 'disputed';

/** One change of what is open on an item. */
export interface Movement {
  /** The day from which it counts. */
  readonly on: CalendarDate;
  readonly recordedAt: string;
  /** Added to what is open; negative when it settles. */
  readonly minor: bigint;
  readonly kind: 'opened' | 'payment' | 'creditNote' | 'dispute' | 'writeOff' | 'cancellation' | 'reversal' | 'allocation';
  /** The payment, credit note or invoice at the other end. */
  readonly ref?: string;
}

/** A dispute on an invoice, standing or resolved. */
export interface DisputeEntry {
  readonly raisedOn: CalendarDate;
  readonly raisedAt: string;
  readonly minor: bigint;
  readonly reason: string;
  /** It stands until before this day; `FOREVER` while unresolved. */
  readonly until: CalendarDate;
  /** When the resolution was recorded; `NEVER` while unresolved. */
  readonly resolvedAt: string;
  readonly outcome?: string;
}

/** An item of the ledger: an invoice with what is open on it, or a payment or credit note with what is unapplied. */
export interface OpenItem {
  readonly seller: string;
  readonly buyer: string;
  readonly kind: OpenItemKind;
  readonly itemId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Invoice: neither paid, credited nor written off. Payment, credit note: not applied. By all that is recorded. */
  readonly openMinor: bigint;
  /** Issued, or paid. The first day on which the item counts. */
  readonly issuedOn: CalendarDate;
  /** Invoices have one; for what is unapplied it is the day of the item itself. */
  readonly dueOn: CalendarDate;
  readonly shippedOn?: CalendarDate;
  readonly reference?: string;
  /** From this day on nothing is open any more, by all that is recorded; `FOREVER` while something is. */
  readonly until: CalendarDate;
  readonly lastMovedOn: CalendarDate;
  readonly recordedAt: string;
  readonly lastRecordedAt: string;
  readonly movements: readonly Movement[];
  readonly disputes: readonly DisputeEntry[];
  /** Invoices only. */
  readonly status?: InvoiceStatus;
  readonly overdueSince?: CalendarDate;
  readonly cancelled?: boolean;
  readonly writtenOff?: boolean;
  readonly reversedOn?: CalendarDate;
}

/** Later than every day. */
export const FOREVER: CalendarDate = '9999-12-31';

/** Later than every instant. */
export const NEVER = '9999-12-31T23:59:59.999Z';
