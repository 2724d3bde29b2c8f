import { latest, type AccountEvent, type CalendarDate, type DomainEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';

/** The day on which an event of the account takes effect: of one with allocations, when the last of them does. */
const effectiveOn = (event: AccountEvent): CalendarDate => {
  switch (event.type) {
    case 'LimitGranted':
      return event.data.validFrom;
    case 'LimitIncreased':
    case 'LimitReduced':
    case 'LimitWithdrawn':
      return event.data.effectiveFrom;
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
      return event.data.issuedOn;
    case 'CreditNoteIssued':
      return latest(event.data.issuedOn, ...event.data.allocations.map(({ on }) => on));
    case 'PaymentRecorded':
      return latest(event.data.paidOn, ...event.data.allocations.map(({ on }) => on));
    case 'PaymentReversed':
      return latest(event.data.on, ...event.data.allocations.map(({ on }) => on));
    case 'PaymentAllocated':
      return latest(event.data.allocatedOn, ...event.data.allocations.map(({ on }) => on));
    case 'DisputeRaised':
      return event.data.raisedOn;
    case 'InvoiceFellOverdue':
      return event.data.today;
    case 'InvoiceCancelled':
    case 'DisputeResolved':
    case 'InvoiceWrittenOff':
      return event.data.on;
  }
};

/**
 * The events that had taken effect by the end of the day, in recorded order. What concerns an invoice never comes before the
 * invoice itself. Events of streams other than an account's have no day of their own and are all kept.
 */
export const inEffectOn = (events: readonly RecordedEvent[], day: CalendarDate): RecordedEvent[] => {
  const issued = new Map<string, CalendarDate>();
  const paid = new Map<string, CalendarDate>();
  return events.filter((recorded) => {
    if (recorded.category !== 'account') return true;
    const event = recorded as DomainEvent as AccountEvent;
    const { invoiceId, paymentId } = event.data as { invoiceId?: string; paymentId?: string };
    const on = latest(effectiveOn(event), issued.get(invoiceId ?? '') ?? '', paid.get(paymentId ?? '') ?? '');
    if (event.type === 'InvoiceIssued' || event.type === 'InvoiceRecorded') issued.set(event.data.invoiceId, on);
    if (event.type === 'PaymentRecorded') paid.set(event.data.paymentId, on);
    return on <= day;
  });
};
