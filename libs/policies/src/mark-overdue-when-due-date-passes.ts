import { addDays, type AccountEvent, type Allocation } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, projection, type Effect, type EventWith, type Fold } from '@usance/projections/kernel';
import { DUE, withoutNote, type Deadline, type DeadlineFields } from './kernel/deadline';

/** An invoice that waits for its first overdue day. */
export interface OpenInvoice extends DeadlineFields {
  readonly buyer: string;
  readonly invoiceId: string;
  /** What is neither paid, credited nor written off, in minor units. */
  readonly openMinor: bigint;
}

type Row = OpenInvoice | undefined;

/** An amount came off the invoice (negative) or came back to it. At zero the row closes; a row that was never marked opens again. */
const moved = (row: Row, minor: bigint): Row => {
  if (!row) return undefined;
  const openMinor = row.openMinor + minor;
  return { ...withoutNote(row), openMinor, status: row.status === 'done' ? 'done' : openMinor > 0n ? 'waiting' : 'closed' };
};

const keyOf = ({ seller, entity }: RecordedEvent, invoiceId: string): string => key(seller, entity, invoiceId);

/** An event of one invoice: its row. */
const ofInvoice = <Event extends EventWith<{ readonly invoiceId: string }>>(
  fold: Fold<OpenInvoice, Event>,
): Effect<OpenInvoice, Event> => ({ keys: (event) => [keyOf(event, event.data.invoiceId)], fold });

/** Cash or a credit note: a row an invoice that it is allocated to, from which that comes off, or to which it comes back. */
const ofAllocations = <Event extends EventWith<{ readonly allocations: readonly Allocation[] }>>(
  sign: 1n | -1n,
): Effect<OpenInvoice, Event> => ({
  keys: (event) => event.data.allocations.map(({ invoiceId }) => keyOf(event, invoiceId)),
  fold: (row, { data }) =>
    data.allocations
      .filter(({ invoiceId }) => invoiceId === row?.invoiceId)
      .reduce((next, { amount }) => moved(next, sign * amount.minor), row),
});

const rows = projection<OpenInvoice, AccountEvent>()({
  name: 'deadlines',
  version: 2,
  indexes: [DUE],
  on: {
    InvoiceIssued: ofInvoice((_none, event) => waiting(event.seller, event.entity, event.data)),
    InvoiceRecorded: ofInvoice((_none, event) => waiting(event.seller, event.entity, event.data)),
    PaymentRecorded: ofAllocations(-1n),
    PaymentAllocated: ofAllocations(-1n),
    PaymentReversed: ofAllocations(1n),
    CreditNoteIssued: ofAllocations(-1n),
    DisputeResolved: ofInvoice((row, { data }) => moved(row, -data.credited.minor)),
    InvoiceWrittenOff: ofInvoice((row, { data }) => moved(row, -data.amount.minor)),
    InvoiceCancelled: ofInvoice((row) => row && moved(row, -row.openMinor)),
    InvoiceFellOverdue: ofInvoice((row) => row && { ...withoutNote(row), status: 'done' }),
  },
});

const waiting = (
  seller: string,
  buyer: string,
  { invoiceId, dueOn, amount }: Extract<AccountEvent, { type: 'InvoiceIssued' }>['data'],
): OpenInvoice => ({ seller, buyer, invoiceId, sendOn: addDays(dueOn, 1), openMinor: amount.minor, status: 'waiting' });

/** Every invoice still open on the day after its due date is marked overdue, once in its life, however late the day is run. */
export const markOverdueWhenDueDatePasses: Deadline<OpenInvoice> = {
  name: 'mark-overdue-when-due-date-passes',
  rows,
  sends: ({ buyer, invoiceId, sendOn }) => ({ name: 'MarkOverdue', payload: { buyerId: buyer, invoiceId, today: sendOn } }),
};
