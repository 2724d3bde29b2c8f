import { daysBetween, type AccountEvent, type Allocation } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';

/** What is owed by one buyer on a day, straight from the events: no read model, no query, no sharing. */
export interface Owed {
  /** Open invoice amounts by bucket: not due, 1-30, 31-60, 61-90, 91-120, older. */
  readonly amounts: bigint[];
  readonly disputed: bigint;
  readonly unapplied: bigint;
}

interface Line {
  readonly item: string;
  readonly on: string;
  readonly minor: bigint;
}

/** The ledger's total by buyer, as of a day, as known at an instant. */
export const owedOn = (log: readonly RecordedEvent[], asOf: string, knownAt: string): Map<string, Owed> => {
  const known = log.filter((event) => event.category === 'account' && event.recordedAt <= knownAt);
  return new Map(
    [...new Set(known.map(({ entity }) => entity))].map((buyer) => [
      buyer,
      ofBuyer(
        known.filter(({ entity }) => entity === buyer),
        asOf,
      ),
    ]),
  );
};

const ofBuyer = (events: readonly RecordedEvent[], asOf: string): Owed => {
  const facts = events as readonly (RecordedEvent & AccountEvent)[];
  const open = new Map<string, bigint>();
  for (const { item, on, minor } of facts.flatMap(linesOf)) if (on <= asOf) open.set(item, (open.get(item) ?? 0n) + minor);
  const owed: Owed & { disputed: bigint; unapplied: bigint } = { amounts: [0n, 0n, 0n, 0n, 0n, 0n], disputed: 0n, unapplied: 0n };
  for (const [item, minor] of open) {
    const invoice = facts.find(
      ({ type, data }) =>
        (type === 'InvoiceRecorded' || type === 'InvoiceIssued') &&
        `invoice ${(data as { invoiceId: string }).invoiceId}` === item,
    );
    if (!invoice) owed.unapplied += minor;
    else {
      const late = daysBetween((invoice.data as { dueOn: string }).dueOn, asOf);
      const bucket = late <= 0 ? 0 : Math.min(5, Math.ceil(late / 30));
      owed.amounts[bucket] = (owed.amounts[bucket] ?? 0n) + minor;
      const contested = disputedOn(facts, item, asOf);
      owed.disputed += contested < minor ? contested : minor;
    }
  }
  return owed;
};

const parts = (allocations: readonly Allocation[], credit: string, sign: bigint): Line[] =>
  allocations.flatMap(({ invoiceId, amount, on }) => [
    { item: `invoice ${invoiceId}`, on, minor: -sign * amount.minor },
    { item: credit, on, minor: sign * amount.minor },
  ]);

/** A line is what an event does to one item from a day on: an invoice counts up, cash and notes count down. */
const linesOf = (event: RecordedEvent & AccountEvent): Line[] => {
  switch (event.type) {
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
      return [{ item: `invoice ${event.data.invoiceId}`, on: event.data.issuedOn, minor: event.data.amount.minor }];
    case 'InvoiceCancelled':
    case 'InvoiceWrittenOff':
      return [{ item: `invoice ${event.data.invoiceId}`, on: event.data.on, minor: -event.data.amount.minor }];
    case 'DisputeResolved':
      return [{ item: `invoice ${event.data.invoiceId}`, on: event.data.on, minor: -event.data.credited.minor }];
    case 'PaymentRecorded': {
      const item = `payment ${event.data.paymentId}`;
      return [{ item, on: event.data.paidOn, minor: -event.data.amount.minor }, ...parts(event.data.allocations, item, 1n)];
    }
    case 'PaymentAllocated':
      return parts(event.data.allocations, `payment ${event.data.paymentId}`, 1n);
    case 'PaymentReversed': {
      const item = `payment ${event.data.paymentId}`;
      return [{ item, on: event.data.on, minor: event.data.amount.minor }, ...parts(event.data.allocations, item, -1n)];
    }
    case 'CreditNoteIssued': {
      const item = `note ${event.data.creditNoteId}`;
      return [{ item, on: event.data.issuedOn, minor: -event.data.amount.minor }, ...parts(event.data.allocations, item, 1n)];
    }
    default:
      return [];
  }
};

/** What stood in dispute on the day: each dispute from the day it was raised until before the day it was resolved. */
const disputedOn = (facts: readonly (RecordedEvent & AccountEvent)[], item: string, asOf: string): bigint => {
  const disputes: { from: string; until: string; minor: bigint }[] = [];
  for (const event of facts) {
    if (event.type === 'DisputeRaised' && `invoice ${event.data.invoiceId}` === item)
      disputes.push({ from: event.data.raisedOn, until: '9999-12-31', minor: event.data.amount.minor });
    const last = disputes.at(-1);
    if (event.type === 'DisputeResolved' && `invoice ${event.data.invoiceId}` === item && last)
      last.until = event.data.resolvedOn;
  }
  return disputes.reduce((sum, { from, until, minor }) => (from <= asOf && asOf < until ? sum + minor : sum), 0n);
};
