import { latest, type AccountEvent, type Allocation, type CalendarDate, type InvoiceDetails } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, projection } from '../kernel';
import {
  FOREVER,
  NEVER,
  type DisputeEntry,
  type InvoiceStatus,
  type Movement,
  type OpenItem,
  type OpenItemKind,
} from './open-item';

type Recorded = Pick<RecordedEvent, 'seller' | 'entity' | 'recordedAt'>;

export const itemKey = (seller: string, buyer: string, kind: OpenItemKind, id: string): string => key(seller, buyer, kind, id);

const keyOf = ({ seller, entity }: Recorded, kind: OpenItemKind, id: string): string => itemKey(seller, entity, kind, id);

/**
 * The aging ledger: every invoice with its dated movements, unapplied cash and credit notes as items of their own.
 * What was open on a day is the sum of the movements up to it, so any past day can be asked for, as known at any moment.
 */
export const openItems = projection<OpenItem, AccountEvent>()({
  name: 'open_items',
  version: 1,
  indexes: [{ key: { seller: 1, until: 1 } }, { key: { seller: 1, kind: 1, dueOn: 1, _id: 1 } }],
  documents: (event) => {
    const item = (kind: OpenItemKind, id: string): string => keyOf(event, kind, id);
    const invoices = (allocations: readonly Allocation[]): string[] =>
      allocations.map(({ invoiceId }) => item('invoice', invoiceId));
    switch (event.type) {
      case 'PaymentRecorded':
      case 'PaymentAllocated':
      case 'PaymentReversed':
        return [item('payment', event.data.paymentId), ...invoices(event.data.allocations)];
      case 'CreditNoteIssued':
        return [item('creditNote', event.data.creditNoteId), ...invoices(event.data.allocations)];
      case 'InvoiceIssued':
      case 'InvoiceRecorded':
      case 'InvoiceCancelled':
      case 'DisputeRaised':
      case 'DisputeResolved':
      case 'InvoiceFellOverdue':
      case 'InvoiceWrittenOff':
        return [item('invoice', event.data.invoiceId)];
      default:
        return [];
    }
  },
  fold: {
    InvoiceIssued: (_none, event) => invoice(event, event.data),
    InvoiceRecorded: (_none, event) => invoice(event, event.data),
    InvoiceCancelled: (item, event) =>
      item && moved({ ...item, cancelled: true }, event, { on: event.data.on, minor: -item.openMinor, kind: 'cancellation' }),
    PaymentRecorded: (item, event, id) => {
      const { paymentId, amount, paidOn, reference, allocations } = event.data;
      if (id !== keyOf(event, 'payment', paymentId))
        return item && settled(item, event, { id, allocations, kind: 'payment', ref: paymentId });
      const { currency, minor } = amount;
      const payment = opened(event, { kind: 'payment', itemId: paymentId, currency, minor, on: paidOn });
      return applied({ ...payment, reference }, event, allocations);
    },
    PaymentAllocated: (item, event, id) => {
      const { paymentId, allocations } = event.data;
      if (item?.kind === 'payment') return applied(item, event, allocations);
      return item && settled(item, event, { id, allocations, kind: 'payment', ref: paymentId });
    },
    PaymentReversed: (item, event, id) => {
      const { paymentId, amount, on, reversedOn, allocations } = event.data;
      if (item?.kind === 'payment') return bounced({ ...item, reversedOn }, event, { minor: amount.minor, on, allocations });
      return item && settled(item, event, { id, allocations: allocations.map(undone), kind: 'reversal', ref: paymentId });
    },
    CreditNoteIssued: (item, event, id) => {
      const { creditNoteId, amount, issuedOn, allocations } = event.data;
      if (id !== keyOf(event, 'creditNote', creditNoteId))
        return item && settled(item, event, { id, allocations, kind: 'creditNote', ref: creditNoteId });
      const { currency, minor } = amount;
      const note = opened(event, { kind: 'creditNote', itemId: creditNoteId, currency, minor, on: issuedOn });
      return applied(note, event, allocations);
    },
    DisputeRaised: (item, { recordedAt, data: { raisedOn, amount, reason } }) =>
      item &&
      withStatus({
        ...item,
        disputes: [
          ...item.disputes,
          { raisedOn, raisedAt: recordedAt, minor: amount.minor, reason, until: FOREVER, resolvedAt: NEVER },
        ],
      }),
    DisputeResolved: (item, event) => {
      const { resolvedOn, outcome, credited, on } = event.data;
      const resolve = (dispute: DisputeEntry): DisputeEntry =>
        dispute.resolvedAt === NEVER ? { ...dispute, until: resolvedOn, resolvedAt: event.recordedAt, outcome } : dispute;
      if (!item) return undefined;
      const resolved = { ...item, disputes: item.disputes.map(resolve) };
      return credited.minor === 0n
        ? withStatus(resolved)
        : moved(resolved, event, { on, minor: -credited.minor, kind: 'dispute' });
    },
    InvoiceFellOverdue: (item, { data }) => item && withStatus({ ...item, overdueSince: data.today }),
    InvoiceWrittenOff: (item, event) =>
      item &&
      moved({ ...item, writtenOff: true }, event, { on: event.data.on, minor: -event.data.amount.minor, kind: 'writeOff' }),
  },
});

const opened = (
  { seller, entity, recordedAt }: Recorded,
  {
    kind,
    itemId,
    currency,
    minor,
    on,
  }: { kind: OpenItemKind; itemId: string; currency: string; minor: bigint; on: CalendarDate },
): OpenItem => ({
  seller,
  buyer: entity,
  kind,
  itemId,
  currency,
  amountMinor: minor,
  openMinor: minor,
  issuedOn: on,
  dueOn: on,
  until: FOREVER,
  lastMovedOn: on,
  recordedAt,
  lastRecordedAt: recordedAt,
  movements: [{ on, recordedAt, minor, kind: 'opened' }],
  disputes: [],
});

const invoice = (event: Recorded, { invoiceId, amount, issuedOn, dueOn, shippedOn, reference }: InvoiceDetails): OpenItem =>
  withStatus({
    ...opened(event, { kind: 'invoice', itemId: invoiceId, currency: amount.currency, minor: amount.minor, on: issuedOn }),
    dueOn,
    shippedOn,
    reference,
  });

const moved = (item: OpenItem, { recordedAt }: Recorded, movement: Omit<Movement, 'recordedAt'>): OpenItem => {
  const openMinor = item.openMinor + movement.minor;
  const lastMovedOn = latest(item.lastMovedOn, movement.on);
  return withStatus({
    ...item,
    openMinor,
    lastMovedOn,
    lastRecordedAt: recordedAt,
    until: openMinor === 0n ? lastMovedOn : FOREVER,
    movements: [...item.movements, { ...movement, recordedAt }],
  });
};

/** What a payment or a note applied to invoices comes off it. */
const applied = (item: OpenItem, event: Recorded, allocations: readonly Allocation[]): OpenItem =>
  allocations.reduce(
    (next, { invoiceId, amount, on }) => moved(next, event, { on, minor: -amount.minor, kind: 'allocation', ref: invoiceId }),
    item,
  );

/** A payment is gone: its allocations come back, and all of its money goes. */
const bounced = (
  item: OpenItem,
  event: Recorded,
  { minor, on, allocations }: { minor: bigint; on: CalendarDate; allocations: readonly Allocation[] },
): OpenItem => moved(applied(item, event, allocations.map(undone)), event, { on, minor: -minor, kind: 'reversal' });

const undone = (allocation: Allocation): Allocation => ({
  ...allocation,
  amount: { ...allocation.amount, minor: -allocation.amount.minor },
});

/** The invoice's part of a payment or note comes off it. */
const settled = (
  item: OpenItem,
  event: Recorded,
  { id, allocations, kind, ref }: { id: string; allocations: readonly Allocation[]; kind: Movement['kind']; ref: string },
): OpenItem =>
  allocations
    .filter(({ invoiceId }) => itemKey(item.seller, item.buyer, 'invoice', invoiceId) === id)
    .reduce((next, { amount, on }) => moved(next, event, { on, minor: -amount.minor, kind, ref }), item);

/** What an invoice is called. Settled beats contested beats late. */
const statusOf = ({ openMinor, cancelled, writtenOff, disputes, overdueSince }: OpenItem): InvoiceStatus => {
  if (cancelled) return 'cancelled';
  if (openMinor === 0n) return writtenOff ? 'written_off' : 'paid';
  if (disputes.some(({ resolvedAt }) => resolvedAt === NEVER)) return 'disputed';
  return overdueSince === undefined ? 'open' : 'overdue';
};

const withStatus = (item: OpenItem): OpenItem => (item.kind === 'invoice' ? { ...item, status: statusOf(item) } : item);
