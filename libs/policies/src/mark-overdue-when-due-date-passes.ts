import { addDays, type AccountEvent, type Allocation } from '@usance/domain';
import { key, projection } from '@usance/projections/kernel';
import { unparked, type Deadline, type DeadlineFields } from './kernel/deadline';

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
  return { ...unparked(row), openMinor, status: row.status === 'done' ? 'done' : openMinor > 0n ? 'waiting' : 'closed' };
};

/** What the allocations hold for this row's invoice, in minor units. */
const allocated = (row: Row, allocations: readonly Allocation[]): bigint =>
  allocations.reduce((sum, { invoiceId, amount }) => (invoiceId === row?.invoiceId ? sum + amount.minor : sum), 0n);

const invoicesOf = ({ data }: AccountEvent): string[] => {
  if ('allocations' in data) return data.allocations.map(({ invoiceId }) => invoiceId);
  return 'invoiceId' in data && data.invoiceId !== undefined ? [data.invoiceId] : [];
};

const rows = projection<OpenInvoice, AccountEvent>()({
  name: 'deadlines',
  version: 2,
  indexes: [{ key: { status: 1, sendOn: 1, _id: 1 } }],
  documents: (event) => [...new Set(invoicesOf(event).map((invoiceId) => key(event.seller, event.entity, invoiceId)))],
  fold: {
    InvoiceIssued: (_none, event) => waiting(event.seller, event.entity, event.data),
    InvoiceRecorded: (_none, event) => waiting(event.seller, event.entity, event.data),
    PaymentRecorded: (row, { data }) => moved(row, -allocated(row, data.allocations)),
    PaymentAllocated: (row, { data }) => moved(row, -allocated(row, data.allocations)),
    PaymentReversed: (row, { data }) => moved(row, allocated(row, data.allocations)),
    CreditNoteIssued: (row, { data }) => moved(row, -allocated(row, data.allocations)),
    DisputeResolved: (row, { data }) => moved(row, -data.credited.minor),
    InvoiceWrittenOff: (row, { data }) => moved(row, -data.amount.minor),
    InvoiceCancelled: (row) => row && moved(row, -row.openMinor),
    InvoiceFellOverdue: (row) => row && { ...unparked(row), status: 'done' },
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
