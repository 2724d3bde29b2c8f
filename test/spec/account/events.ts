import {
  addDays,
  type AccountEvent,
  type Allocation,
  type CalendarDate,
  type DisputeOutcome,
  type InvoiceDetails,
} from '@usance/domain';
import { amount } from '../given-when-then';
import { AGES } from './facts';

/** Dates of the usual story: shipped and invoiced, due in thirty days, paid a little late. */
export const ISSUED = '2026-01-10';
export const DUE = '2026-02-09';
export const PAID = '2026-02-15';

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** A part for an invoice, as an event tells it. */
export const allocated = (invoiceId: string, sum: string, on: CalendarDate = PAID): Allocation => ({
  invoiceId,
  amount: amount(sum),
  on,
});

export const invoice = (invoiceId: string, sum: string): InvoiceDetails => ({
  invoiceId,
  amount: amount(sum),
  issuedOn: ISSUED,
  dueOn: DUE,
});

export const limitGranted = (sum: string, details: Partial<Data<'LimitGranted'>> = {}): AccountEvent => ({
  type: 'LimitGranted',
  data: { amount: amount(sum), validFrom: '2026-01-01', grade: 3, ...details },
});

export const limitIncreased = (
  sum: string,
  effectiveFrom: CalendarDate,
  details: Partial<Data<'LimitIncreased'>> = {},
): AccountEvent => ({
  type: 'LimitIncreased',
  data: { amount: amount(sum), effectiveFrom, reason: 'review', grade: 3, ...details },
});

export const limitReduced = (
  sum: string,
  effectiveFrom: CalendarDate,
  details: Partial<Data<'LimitReduced'>> = {},
): AccountEvent => ({
  type: 'LimitReduced',
  data: { amount: amount(sum), effectiveFrom, reason: 'review', grade: 3, ...details },
});

export const limitWithdrawn = (effectiveFrom: CalendarDate): AccountEvent => ({
  type: 'LimitWithdrawn',
  data: { effectiveFrom, reason: 'payment behaviour' },
});

export const invoiceIssued = (invoiceId: string, sum: string, details: Partial<Data<'InvoiceIssued'>> = {}): AccountEvent => ({
  type: 'InvoiceIssued',
  data: { ...invoice(invoiceId, sum), ...details },
});

export const invoiceRecorded = (
  invoiceId: string,
  sum: string,
  details: Partial<Data<'InvoiceRecorded'>> = {},
): AccountEvent => ({
  type: 'InvoiceRecorded',
  data: { ...invoice(invoiceId, sum), ...details },
});

export const invoiceCancelled = (
  invoiceId: string,
  sum: string,
  details: Partial<Data<'InvoiceCancelled'>> = {},
): AccountEvent => {
  const cancelledOn = details.cancelledOn ?? PAID;
  return {
    type: 'InvoiceCancelled',
    data: { invoiceId, amount: amount(sum), cancelledOn, on: cancelledOn, reason: 'order withdrawn', ...details },
  };
};

export const creditNoteIssued = (
  creditNoteId: string,
  sum: string,
  details: Partial<Data<'CreditNoteIssued'>> = {},
): AccountEvent => ({
  type: 'CreditNoteIssued',
  data: { creditNoteId, amount: amount(sum), issuedOn: PAID, reason: 'rebate', allocations: [], ...details },
});

export const paymentRecorded = (
  paymentId: string,
  sum: string,
  allocations: readonly Allocation[] = [],
  paidOn: CalendarDate = PAID,
): AccountEvent => ({ type: 'PaymentRecorded', data: { paymentId, amount: amount(sum), paidOn, allocations } });

export const paymentAllocated = (
  paymentId: string,
  allocatedOn: CalendarDate,
  ...allocations: readonly Allocation[]
): AccountEvent => ({ type: 'PaymentAllocated', data: { paymentId, allocatedOn, allocations } });

export const paymentReversed = (paymentId: string, sum: string, details: Partial<Data<'PaymentReversed'>> = {}): AccountEvent => {
  const reversedOn = details.reversedOn ?? '2026-02-20';
  return {
    type: 'PaymentReversed',
    data: { paymentId, amount: amount(sum), reversedOn, on: reversedOn, reason: 'returned debit', allocations: [], ...details },
  };
};

/** A payment of an invoice that bounced: from that day on the invoice is open again. */
export const paidAndBounced = (invoiceId: string, sum: string, bouncedOn: CalendarDate = '2026-02-20'): AccountEvent[] => [
  paymentRecorded('BOUNCED', sum, [allocated(invoiceId, sum)]),
  paymentReversed('BOUNCED', sum, { reversedOn: bouncedOn, allocations: [allocated(invoiceId, sum, bouncedOn)] }),
];

export const disputeRaised = (invoiceId: string, sum: string): AccountEvent => ({
  type: 'DisputeRaised',
  data: { invoiceId, amount: amount(sum), raisedOn: '2026-01-20', reason: 'goods damaged' },
});

export const disputeResolved = (
  invoiceId: string,
  outcome: DisputeOutcome,
  credited: string,
  details: Partial<Data<'DisputeResolved'>> = {},
): AccountEvent => {
  const resolvedOn = details.resolvedOn ?? '2026-03-01';
  return {
    type: 'DisputeResolved',
    data: { invoiceId, resolvedOn, outcome, credited: amount(credited), on: resolvedOn, ...details },
  };
};

export const invoiceFellOverdue = (invoiceId: string, open: string, today: CalendarDate = '2026-02-10'): AccountEvent => ({
  type: 'InvoiceFellOverdue',
  data: {
    invoiceId,
    dueOn: DUE,
    today,
    open: amount(open),
    thresholds: { assessOn: [addDays(DUE, AGES)], policyVersion: 0 },
  },
});

export const invoiceWrittenOff = (
  invoiceId: string,
  sum: string,
  writtenOffOn: CalendarDate = '2026-06-30',
  on = writtenOffOn,
): AccountEvent => ({
  type: 'InvoiceWrittenOff',
  data: { invoiceId, amount: amount(sum), writtenOffOn, on, reason: 'uncollectible' },
});
