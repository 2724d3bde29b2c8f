import type { Approver, CalendarDate, DomainEvent, Grade, Money } from '../shared';
import type { CreditEvent } from './credit/credit.events';
import type { Assessed, ThresholdsAssessed } from './credit/thresholds.events';
import type { OrderEvent } from './orders/order.events';

/** A part of a payment or credit note that settles a part of an invoice. */
export interface Allocation {
  readonly invoiceId: string;
  readonly amount: Money;
  /**
   * The day from which it counts: the latest of its own date, the payment's (or note's) date and the day from which the invoice is
   * open, that is its issue date or, when a reversed payment opened it again, the last day on which one did.
   */
  readonly on: CalendarDate;
}

/** An invoice as it stands on the account. Dates are calendar dates; `shippedOn` decides which limit governs. */
export interface InvoiceDetails {
  readonly invoiceId: string;
  readonly amount: Money;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly shippedOn?: CalendarDate;
  readonly reference?: string;
  /** The order that it bills. */
  readonly orderId?: string;
  /** Nothing more of the order will be billed: what is left of it is free. */
  readonly finalForOrder?: boolean;
}

/** An invoice that came onto the account. */
export interface InvoiceOpened extends InvoiceDetails, Assessed {
  /** What it takes over from its order; the rest is beyond it. Absent without a known order. */
  readonly fromOrder?: Money;
}

/** The seller gave the buyer a credit limit from a day on, perhaps until a last day, perhaps for terms of at most so many days. */
export type LimitGranted = DomainEvent<
  'LimitGranted',
  Assessed & {
    readonly amount: Money;
    readonly validFrom: CalendarDate;
    /** The last day. */
    readonly validTo?: CalendarDate;
    readonly maxTermsDays?: number;
    readonly reason?: string;
    readonly approver?: Approver;
    /** The buyer's grade on the day; absent: none. */
    readonly grade?: Grade;
  }
>;

/** A change of the limit from a day on; its last day and its terms stay. */
export interface LimitChange extends Assessed {
  /** The new limit. */
  readonly amount: Money;
  readonly effectiveFrom: CalendarDate;
  readonly reason: string;
  readonly approver?: Approver;
  /** The limit rule's proposal that led to it. */
  readonly proposalId?: string;
  /** The buyer's grade on the day; absent: none. */
  readonly grade?: Grade;
}

/** The limit was raised to the amount from a day on. */
export type LimitIncreased = DomainEvent<'LimitIncreased', LimitChange>;

/** The limit was lowered to the amount from a day on; what is open stays. */
export type LimitReduced = DomainEvent<'LimitReduced', LimitChange>;

/** The limit ended: from that day on no new credit is given. */
export type LimitWithdrawn = DomainEvent<
  'LimitWithdrawn',
  Assessed & { readonly effectiveFrom: CalendarDate; readonly reason: string }
>;

/** An invoice took credit within the limit and is open. */
export type InvoiceIssued = DomainEvent<'InvoiceIssued', InvoiceOpened>;

/** An invoice that is already out was put on the account, whatever the limit. */
export type InvoiceRecorded = DomainEvent<'InvoiceRecorded', InvoiceOpened>;

/** An untouched invoice was taken back; its credit is free. */
export type InvoiceCancelled = DomainEvent<
  'InvoiceCancelled',
  Assessed & {
    readonly invoiceId: string;
    readonly amount: Money;
    readonly cancelledOn: CalendarDate;
    /** The day from which it is off the ledger: the later of cancelledOn and the day from which the invoice is open (again). */
    readonly on: CalendarDate;
    readonly reason: string;
    /** The order that it billed, and what goes back to it. */
    readonly orderId?: string;
    readonly fromOrder?: Money;
  }
>;

/** The buyer was credited; what the allocations leave over stays unapplied on the account. */
export type CreditNoteIssued = DomainEvent<
  'CreditNoteIssued',
  Assessed & {
    readonly creditNoteId: string;
    readonly amount: Money;
    readonly issuedOn: CalendarDate;
    readonly invoiceId?: string;
    readonly reason: string;
    readonly allocations: readonly Allocation[];
  }
>;

/** Money came in; what the allocations leave over stays unapplied on the account. */
export type PaymentRecorded = DomainEvent<
  'PaymentRecorded',
  Assessed & {
    readonly paymentId: string;
    readonly amount: Money;
    readonly paidOn: CalendarDate;
    readonly reference?: string;
    readonly allocations: readonly Allocation[];
  }
>;

/** Unapplied cash of a payment settled invoices. */
export type PaymentAllocated = DomainEvent<
  'PaymentAllocated',
  Assessed & { readonly paymentId: string; readonly allocatedOn: CalendarDate; readonly allocations: readonly Allocation[] }
>;

/** The payment bounced: its money and its allocations are undone from that day on; history before it stays. */
export type PaymentReversed = DomainEvent<
  'PaymentReversed',
  Assessed & {
    readonly paymentId: string;
    readonly amount: Money;
    readonly reversedOn: CalendarDate;
    /** The day from which the money is gone: the later of reversedOn and the day it was paid. */
    readonly on: CalendarDate;
    readonly reason: string;
    /** What each invoice gets back, from which day: the later of reversedOn and the day that the allocation counted from. */
    readonly allocations: readonly Allocation[];
  }
>;

/** The buyer contests the invoice, or a part of it. The amount is fixed here. */
export type DisputeRaised = DomainEvent<
  'DisputeRaised',
  Assessed & { readonly invoiceId: string; readonly amount: Money; readonly raisedOn: CalendarDate; readonly reason: string }
>;

export type DisputeOutcome = 'upheld' | 'rejected' | 'partly_upheld';

/** The dispute ended; `credited` comes off the invoice. */
export type DisputeResolved = DomainEvent<
  'DisputeResolved',
  Assessed & {
    readonly invoiceId: string;
    readonly resolvedOn: CalendarDate;
    readonly outcome: DisputeOutcome;
    readonly credited: Money;
    /** The day from which the credit counts: the later of resolvedOn and the day from which the invoice is open (again). */
    readonly on: CalendarDate;
  }
>;

/** The due date of an open invoice passed. Said once in an invoice's life. */
export type InvoiceFellOverdue = DomainEvent<
  'InvoiceFellOverdue',
  Assessed & { readonly invoiceId: string; readonly dueOn: CalendarDate; readonly today: CalendarDate; readonly open: Money }
>;

/** The seller gave up hope of a part, or all, of what is open. */
export type InvoiceWrittenOff = DomainEvent<
  'InvoiceWrittenOff',
  Assessed & {
    readonly invoiceId: string;
    readonly amount: Money;
    readonly writtenOffOn: CalendarDate;
    /** The day from which it is off the ledger: the later of writtenOffOn and the day from which the invoice is open (again). */
    readonly on: CalendarDate;
    readonly reason: string;
  }
>;

export type AccountEvent =
  | CreditEvent
  | OrderEvent
  | ThresholdsAssessed
  | LimitGranted
  | LimitIncreased
  | LimitReduced
  | LimitWithdrawn
  | InvoiceIssued
  | InvoiceRecorded
  | InvoiceCancelled
  | CreditNoteIssued
  | PaymentRecorded
  | PaymentAllocated
  | PaymentReversed
  | DisputeRaised
  | DisputeResolved
  | InvoiceFellOverdue
  | InvoiceWrittenOff;
