import { latest, type AccountEvent, type CalendarDate, type DomainEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';

/** The day on which an event of the account takes effect: of one with allocations, when the last of them does. */
const effectiveOn = (event: AccountEvent): CalendarDate => {
  switch (event.type) {
    case 'LimitGranted':
    case 'LimitDecided':
    case 'TemporaryLimitGranted':
    case 'SecurityRecorded':
      return event.data.validFrom;
    case 'LimitIncreased':
    case 'LimitReduced':
    case 'LimitWithdrawn':
      return event.data.effectiveFrom;
    case 'LimitRequested':
      return event.data.requestedOn;
    case 'LimitExpired':
    case 'TemporaryLimitEnded':
    case 'SecurityExpired':
    case 'ThresholdsAssessed':
    case 'InvoiceFellOverdue':
      return event.data.today;
    case 'SecurityRequired':
      return event.data.requiredOn;
    case 'SecurityReleased':
    case 'OrderReleased':
      return event.data.releasedOn;
    case 'LimitChangeSuperseded':
      return dayOfProposal(event.data.by);
    case 'OrderSubmitted':
      return event.data.orderedOn;
    case 'OrderShipped':
      return event.data.shippedOn;
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
    case 'BuyerHeld':
    case 'BuyerReleased':
    case 'FraudFlagged':
    case 'FraudFlagCleared':
    case 'LimitChangeProposed':
    case 'LimitChangeApproved':
    case 'LimitChangeRejected':
    case 'OrderChecked':
    case 'OrderDeclined':
    case 'OrderCancelled':
    case 'InvoiceCancelled':
    case 'DisputeResolved':
    case 'InvoiceWrittenOff':
      return event.data.on;
  }
};

/** A proposal is named after its rule and the day for which the rule ran. */
const dayOfProposal = (proposalId: string): CalendarDate => proposalId.slice(proposalId.lastIndexOf(':') + 1);

/** The events that things on an account begin with, and the field that names the thing from then on. */
const BEGINS: Readonly<Partial<Record<AccountEvent['type'], string>>> = {
  InvoiceIssued: 'invoiceId',
  InvoiceRecorded: 'invoiceId',
  PaymentRecorded: 'paymentId',
  OrderSubmitted: 'orderId',
  SecurityRecorded: 'securityId',
  FraudFlagged: 'flagId',
  LimitRequested: 'requestId',
  LimitChangeProposed: 'proposalId',
};

const NAMES = [...new Set(Object.values(BEGINS))];

/**
 * The events that had taken effect by the end of the day, in recorded order. What concerns an invoice, an order or another thing on the
 * account never comes before the thing itself. Events of streams other than an account's have no day of their own and are all kept.
 */
export const inEffectOn = (events: readonly RecordedEvent[], day: CalendarDate): RecordedEvent[] => {
  const begun = new Map<string, CalendarDate>();
  return events.filter((recorded) => {
    if (recorded.category !== 'account') return true;
    const event = recorded as DomainEvent as AccountEvent;
    const named = event.data as object as Readonly<Record<string, unknown>>;
    const key = (name: string): string => `${name} ${String(named[name])}`;
    const on = latest(effectiveOn(event), ...NAMES.map((name) => begun.get(key(name)) ?? ''));
    const begins = BEGINS[event.type];
    if (begins !== undefined) begun.set(key(begins), on);
    return on <= day;
  });
};
