import type { Map } from 'immutable';
import { latest, type CalendarDate } from '../../shared';
import { findInvoice, inCurrency, moved, type Account, type Invoice, type Payment } from '../account';
import type {
  Allocation,
  CreditNoteIssued,
  DisputeRaised,
  DisputeResolved,
  InvoiceCancelled,
  InvoiceFellOverdue,
  InvoiceIssued,
  InvoiceOpened,
  InvoiceRecorded,
  InvoiceWrittenOff,
  PaymentAllocated,
  PaymentRecorded,
  PaymentReversed,
} from '../account.events';
import { givenBack, takenOver } from '../orders/order-book';

/** What changes invoices, credit notes and payments. */
export type LedgerEvent =
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

/** Folds an event of the ledger into the account. */
export const evolveLedger = (account: Account, event: LedgerEvent): Account => {
  switch (event.type) {
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
      return opened(account, event.data);
    case 'InvoiceCancelled':
      return cancelled(account, event.data.invoiceId);
    case 'CreditNoteIssued': {
      const { creditNoteId, amount, allocations } = event.data;
      const rest = amount.minor - total(allocations);
      const credited = { ...account, creditNotes: account.creditNotes.set(creditNoteId, rest) };
      return moved(settle(inCurrency(credited, amount.currency), allocations), { unapplied: rest });
    }
    case 'PaymentRecorded': {
      const { paymentId, amount, paidOn, allocations } = event.data;
      const unapplied = amount.minor - total(allocations);
      const payment: Payment = { amount: amount.minor, paidOn, unapplied, reversed: false, allocations };
      const paid = { ...inCurrency(account, amount.currency), payments: account.payments.set(paymentId, payment) };
      return moved(settle(paid, allocations), { unapplied });
    }
    case 'PaymentAllocated': {
      const { paymentId, allocations } = event.data;
      const applied = total(allocations);
      const allocated = withPayment(account, paymentId, (payment) => ({
        ...payment,
        unapplied: payment.unapplied - applied,
        allocations: [...payment.allocations, ...allocations],
      }));
      return moved(settle(allocated, allocations), { unapplied: -applied });
    }
    case 'PaymentReversed': {
      const { paymentId, allocations } = event.data;
      const unapplied = account.payments.get(paymentId)?.unapplied ?? 0n;
      const reversed = withPayment(account, paymentId, (payment) => ({
        ...payment,
        unapplied: 0n,
        reversed: true,
        allocations: [],
      }));
      return moved(restore(reversed, allocations), { unapplied: -unapplied });
    }
    case 'DisputeRaised':
      return changed(account, event.data.invoiceId, (invoice) => ({ ...invoice, disputed: event.data.amount.minor }));
    case 'DisputeResolved': {
      const { invoiceId, credited } = event.data;
      return changed(account, invoiceId, (invoice) => ({ ...invoice, disputed: undefined, open: invoice.open - credited.minor }));
    }
    case 'InvoiceFellOverdue':
      return changed(account, event.data.invoiceId, (invoice) => ({ ...invoice, overdue: true }));
    case 'InvoiceWrittenOff':
      return changed(account, event.data.invoiceId, (invoice) => ({ ...invoice, open: invoice.open - event.data.amount.minor }));
  }
};

const total = (allocations: readonly Allocation[]): bigint => allocations.reduce((sum, { amount }) => sum + amount.minor, 0n);

const opened = (
  account: Account,
  { invoiceId, amount, issuedOn, dueOn, shippedOn, orderId, fromOrder, finalForOrder }: InvoiceOpened,
): Account => {
  const order = fromOrder && orderId !== undefined ? { orderId, minor: fromOrder.minor } : undefined;
  const invoice: Invoice = {
    amount: amount.minor,
    open: amount.minor,
    issuedOn,
    openSince: issuedOn,
    dueOn,
    shippedOn,
    ...(order && { order }),
    overdue: false,
    cancelled: false,
  };
  const next = moved(
    {
      ...inCurrency(account, amount.currency),
      open: account.open.set(invoiceId, invoice),
      openByDueDay: dueDay(account.openByDueDay, dueOn, amount.minor),
    },
    { open: amount.minor },
  );
  return order ? takenOver(next, order.orderId, order.minor, finalForOrder ?? false) : next;
};

const cancelled = (account: Account, invoiceId: string): Account => {
  const order = findInvoice(account, invoiceId)?.order;
  const next = changed(account, invoiceId, (invoice) => ({ ...invoice, open: 0n, disputed: undefined, cancelled: true }));
  return order ? givenBack(next, order.orderId, order.minor) : next;
};

/** Replaces an invoice, keeps it on the side where it belongs, and moves the balance by what its open amount moved. */
const changed = (account: Account, invoiceId: string, change: (invoice: Invoice) => Invoice): Account => {
  const before = findInvoice(account, invoiceId);
  if (!before) throw new Error(`an event names an invoice that the account does not have: ${invoiceId}`);
  const after = change(before);
  const isOpen = after.open > 0n;
  const open = after.open - before.open;
  return moved(
    {
      ...account,
      open: isOpen ? account.open.set(invoiceId, after) : account.open.delete(invoiceId),
      settled: isOpen ? account.settled.delete(invoiceId) : account.settled.set(invoiceId, after),
      openByDueDay: dueDay(account.openByDueDay, before.dueOn, open),
    },
    { open },
  );
};

/** What is open by due day, after a change; a day on which nothing is open is not kept. */
const dueDay = (days: Map<CalendarDate, bigint>, dueOn: CalendarDate, minor: bigint): Map<CalendarDate, bigint> => {
  if (minor === 0n) return days;
  const open = (days.get(dueOn) ?? 0n) + minor;
  return open === 0n ? days.delete(dueOn) : days.set(dueOn, open);
};

const settle = (account: Account, allocations: readonly Allocation[]): Account =>
  allocations.reduce(
    (next, { invoiceId, amount }) => changed(next, invoiceId, (invoice) => ({ ...invoice, open: invoice.open - amount.minor })),
    account,
  );

const restore = (account: Account, allocations: readonly Allocation[]): Account =>
  allocations.reduce(
    (next, { invoiceId, amount, on }) =>
      changed(next, invoiceId, (invoice) => ({
        ...invoice,
        open: invoice.open + amount.minor,
        openSince: latest(invoice.openSince, on),
      })),
    account,
  );

const withPayment = (account: Account, paymentId: string, change: (payment: Payment) => Payment): Account => ({
  ...account,
  payments: account.payments.update(paymentId, (payment) => {
    if (!payment) throw new Error(`an event names a payment that the account does not have: ${paymentId}`);
    return change(payment);
  }),
});
