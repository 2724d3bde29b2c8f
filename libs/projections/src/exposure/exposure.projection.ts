import type { AccountEvent, Allocation, Money } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { onEntity, projection } from '../kernel';
import { decided, type LimitDecision } from '../limits/limit-history';

/**
 * What a buyer owes and may owe, by all that is recorded. What of it is overdue or disputed is a matter of single invoices and is
 * read from the open items.
 */
export interface ExposureDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly currency?: string;
  readonly openMinor: bigint;
  readonly unappliedMinor: bigint;
  /** open − unapplied; may be negative. */
  readonly usedMinor: bigint;
  readonly decisions: readonly LimitDecision[];
}

/** Of a buyer with nothing on the account. */
export const blank = ({ seller, entity }: Pick<RecordedEvent, 'seller' | 'entity'>): ExposureDocument => ({
  seller,
  buyer: entity,
  openMinor: 0n,
  unappliedMinor: 0n,
  usedMinor: 0n,
  decisions: [],
});

const total = (allocations: readonly Allocation[]): bigint => allocations.reduce((sum, { amount }) => sum + amount.minor, 0n);

const limited = (doc: ExposureDocument, event: Parameters<typeof decided>[1], amount?: Money): ExposureDocument => ({
  ...doc,
  currency: doc.currency ?? amount?.currency,
  decisions: decided(doc.decisions, event),
});

const moved = (
  doc: ExposureDocument,
  currency: string | undefined,
  { open = 0n, unapplied = 0n }: { open?: bigint; unapplied?: bigint },
): ExposureDocument => {
  const openMinor = doc.openMinor + open;
  const unappliedMinor = doc.unappliedMinor + unapplied;
  return { ...doc, currency, openMinor, unappliedMinor, usedMinor: openMinor - unappliedMinor };
};

const received = (doc: ExposureDocument, amount: Money, allocations: readonly Allocation[]): ExposureDocument =>
  moved(doc, amount.currency, { open: -total(allocations), unapplied: amount.minor - total(allocations) });

/** One document per buyer's account. */
export const exposure = projection<ExposureDocument, AccountEvent>()({
  name: 'exposure',
  version: 1,
  indexes: [{ key: { seller: 1, usedMinor: -1 } }],
  on: onEntity({
    LimitGranted: (doc, event) => limited(doc ?? blank(event), event, event.data.amount),
    LimitIncreased: (doc, event) => limited(doc ?? blank(event), event),
    LimitReduced: (doc, event) => limited(doc ?? blank(event), event),
    LimitWithdrawn: (doc, event) => limited(doc ?? blank(event), event),
    InvoiceIssued: (doc, event) => moved(doc ?? blank(event), event.data.amount.currency, { open: event.data.amount.minor }),
    InvoiceRecorded: (doc, event) => moved(doc ?? blank(event), event.data.amount.currency, { open: event.data.amount.minor }),
    InvoiceCancelled: (doc, { data: { amount } }) => doc && moved(doc, amount.currency, { open: -amount.minor }),
    CreditNoteIssued: (doc, event) => received(doc ?? blank(event), event.data.amount, event.data.allocations),
    PaymentRecorded: (doc, event) => received(doc ?? blank(event), event.data.amount, event.data.allocations),
    PaymentAllocated: (doc, { data: { allocations } }) =>
      doc && moved(doc, doc.currency, { open: -total(allocations), unapplied: -total(allocations) }),
    PaymentReversed: (doc, { data: { amount, allocations } }) =>
      doc && moved(doc, amount.currency, { open: total(allocations), unapplied: total(allocations) - amount.minor }),
    DisputeResolved: (doc, { data: { credited } }) => doc && moved(doc, credited.currency, { open: -credited.minor }),
    InvoiceWrittenOff: (doc, { data: { amount } }) => doc && moved(doc, amount.currency, { open: -amount.minor }),
  }),
});
