import { latest, type AccountEvent, type Allocation, type CalendarDate, type InvoiceDetails } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, projection, type Effect, type EventWith, type Fold } from '../kernel';
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

/** The key of an item: an invoice, a payment and a credit note may have the same id. */
export const itemKey = (seller: string, buyer: string, kind: OpenItemKind, id: string): string => key(seller, buyer, kind, id);

const keyOf = ({ seller, entity }: Recorded, kind: OpenItemKind, id: string): string => itemKey(seller, entity, kind, id);

type Allocating = EventWith<{ readonly allocations: readonly Allocation[] }>;

/** An event of one invoice: its item. */
const ofInvoice = <Event extends EventWith<{ readonly invoiceId: string }>>(
  fold: Fold<OpenItem, Event>,
): Effect<OpenItem, Event> => ({ keys: (event) => [keyOf(event, 'invoice', event.data.invoiceId)], fold });

/** An event of cash or of a credit note: its own item, which the fold changes, and the invoices that it is allocated to. */
const ofCredit = <Event extends Allocating>(
  kind: OpenItemKind,
  idOf: (event: Event) => string,
  movement: Movement['kind'],
  fold: Fold<OpenItem, Event>,
): Effect<OpenItem, Event> => ({
  keys: (event) => [
    keyOf(event, kind, idOf(event)),
    ...event.data.allocations.map(({ invoiceId }) => keyOf(event, 'invoice', invoiceId)),
  ],
  fold: (item, event, id) => {
    const ref = idOf(event);
    return id === keyOf(event, kind, ref) ? fold(item, event, id) : item && settled(item, event, { kind: movement, ref });
  },
});

const ofPayment = <Event extends Allocating & EventWith<{ readonly paymentId: string }>>(
  movement: Movement['kind'],
  fold: Fold<OpenItem, Event>,
): Effect<OpenItem, Event> => ofCredit('payment', ({ data }) => data.paymentId, movement, fold);

const ofCreditNote = <Event extends Allocating & EventWith<{ readonly creditNoteId: string }>>(
  fold: Fold<OpenItem, Event>,
): Effect<OpenItem, Event> => ofCredit('creditNote', ({ data }) => data.creditNoteId, 'creditNote', fold);

/**
 * The aging ledger: every invoice with its dated movements, unapplied cash and credit notes as items of their own.
 * What was open on a day is the sum of the movements up to it, so any past day can be asked for, as known at any moment.
 */
export const openItems = projection<OpenItem, AccountEvent>()({
  name: 'open_items',
  version: 1,
  indexes: [{ key: { seller: 1, until: 1 } }, { key: { seller: 1, kind: 1, dueOn: 1, _id: 1 } }],
  on: {
    InvoiceIssued: ofInvoice((_none, event) => invoice(event, event.data)),
    InvoiceRecorded: ofInvoice((_none, event) => invoice(event, event.data)),
    InvoiceCancelled: ofInvoice(
      (item, event) =>
        item && moved({ ...item, cancelled: true }, event, { on: event.data.on, minor: -item.openMinor, kind: 'cancellation' }),
    ),
    PaymentRecorded: ofPayment('payment', (_none, event) => {
      const { paymentId, amount, paidOn, reference, allocations } = event.data;
      const { currency, minor } = amount;
      const payment = opened(event, { kind: 'payment', itemId: paymentId, currency, minor, on: paidOn });
      return applied({ ...payment, reference }, event, allocations);
    }),
    PaymentAllocated: ofPayment('payment', (item, event) => item && applied(item, event, event.data.allocations)),
    PaymentReversed: ofPayment('reversal', (item, event) => {
      const { amount, on, reversedOn, allocations } = event.data;
      return item && bounced({ ...item, reversedOn }, event, { minor: amount.minor, on, allocations });
    }),
    CreditNoteIssued: ofCreditNote((_none, event) => {
      const { creditNoteId, amount, issuedOn, allocations } = event.data;
      const { currency, minor } = amount;
      return applied(
        opened(event, { kind: 'creditNote', itemId: creditNoteId, currency, minor, on: issuedOn }),
        event,
        allocations,
      );
    }),
    DisputeRaised: ofInvoice((item, { recordedAt, data: { raisedOn, amount, reason } }) => {
      const standing = { raisedOn, raisedAt: recordedAt, minor: amount.minor, reason, until: FOREVER, resolvedAt: NEVER };
      return item && withStatus({ ...item, disputes: [...item.disputes, standing] });
    }),
    DisputeResolved: ofInvoice((item, event) => {
      const { resolvedOn, outcome, credited, on } = event.data;
      const resolve = (dispute: DisputeEntry): DisputeEntry =>
        dispute.resolvedAt === NEVER ? { ...dispute, until: resolvedOn, resolvedAt: event.recordedAt, outcome } : dispute;
      if (!item) return undefined;
      const resolved = { ...item, disputes: item.disputes.map(resolve) };
      return credited.minor === 0n
        ? withStatus(resolved)
        : moved(resolved, event, { on, minor: -credited.minor, kind: 'dispute' });
    }),
    InvoiceFellOverdue: ofInvoice((item, { data }) => item && withStatus({ ...item, overdueSince: data.today })),
    InvoiceWrittenOff: ofInvoice(
      (item, event) =>
        item &&
        moved({ ...item, writtenOff: true }, event, { on: event.data.on, minor: -event.data.amount.minor, kind: 'writeOff' }),
    ),
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

/** The invoice's part of a payment or note comes off it, or, when that is gone, comes back to it. */
const settled = (item: OpenItem, event: Allocating, { kind, ref }: { kind: Movement['kind']; ref: string }): OpenItem =>
  event.data.allocations
    .filter(({ invoiceId }) => invoiceId === item.itemId)
    .reduce(
      (next, { amount, on }) => moved(next, event, { on, minor: kind === 'reversal' ? amount.minor : -amount.minor, kind, ref }),
      item,
    );

/** What an invoice is called. Settled beats contested beats late. */
const statusOf = ({ openMinor, cancelled, writtenOff, disputes, overdueSince }: OpenItem): InvoiceStatus => {
  if (cancelled) return 'cancelled';
  if (openMinor === 0n) return writtenOff ? 'written_off' : 'paid';
  if (disputes.some(({ resolvedAt }) => resolvedAt === NEVER)) return 'disputed';
  return overdueSince === undefined ? 'open' : 'overdue';
};

const withStatus = (item: OpenItem): OpenItem => (item.kind === 'invoice' ? { ...item, status: statusOf(item) } : item);
