import { Map } from 'immutable';
import { latest, least, money, type CalendarDate, type Decide, type Money } from '../shared';
import type { AccountEvent, Allocation, InvoiceDetails } from './account.events';
import { limitEntry, type LimitEntry, type LimitEvent } from './credit/limit';

/** What the account knows of an invoice. Amounts in minor units of the account's currency. */
export interface Invoice {
  readonly amount: bigint;
  /** What is neither paid, credited nor written off. */
  readonly open: bigint;
  readonly issuedOn: CalendarDate;
  /**
   * The day from which all of `open` is open: of issue, or the last on which a reversed payment opened it again. Nothing that
   * lowers `open` counts before it: on the days before, that part may be settled already.
   */
  readonly openSince: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly shippedOn?: CalendarDate;
  /** Contested amount, fixed when the dispute was raised. */
  readonly disputed?: bigint;
  /** Marked overdue once; stays so. */
  readonly overdue: boolean;
  readonly cancelled: boolean;
}

/** What the account knows of a payment. */
export interface Payment {
  readonly amount: bigint;
  readonly paidOn: CalendarDate;
  readonly unapplied: bigint;
  readonly reversed: boolean;
  readonly allocations: readonly Allocation[];
}

/** Balances in one currency, in minor units, by all that is recorded whatever its date. */
export interface Balance {
  readonly open: bigint;
  /** Cash and credit notes that settle nothing yet. */
  readonly unapplied: bigint;
}

/**
 * A buyer's debtor account with a seller: the boundary within which money is consistent.
 * Invoices with something open are kept apart from settled ones, so that work on the open ones does not grow with history.
 */
export interface Account {
  /** Whether anything was ever recorded; then the buyer is known to be registered. */
  readonly known: boolean;
  /** The currency of the first amount; an account has one. */
  readonly currency?: string;
  /** Every decision on the limit, in the order of recording. */
  readonly limits: readonly LimitEntry[];
  readonly balances: Readonly<Record<string, Balance>>;
  readonly open: Map<string, Invoice>;
  readonly settled: Map<string, Invoice>;
  readonly payments: Map<string, Payment>;
  /** Credit notes by id, with what is unapplied. */
  readonly creditNotes: Map<string, bigint>;
}

/** What an account's rules know from outside its stream. */
export interface AccountFacts {
  /** Whether the buyer's file exists. Read only while the account is new. */
  readonly buyerRegistered: boolean;
  /** The day that the business lives in. Read only for a command that says which day it is; before all days for the others. */
  readonly businessDay: CalendarDate;
}

export type DecideAccount<Command> = Decide<Account, Command, AccountEvent, AccountFacts>;

export const newAccount: Account = {
  known: false,
  limits: [],
  balances: {},
  open: Map(),
  settled: Map(),
  payments: Map(),
  creditNotes: Map(),
};

/** The invoice, open or settled. */
export const findInvoice = (account: Account, invoiceId: string): Invoice | undefined =>
  account.open.get(invoiceId) ?? account.settled.get(invoiceId);

/** What decisions have used of the limit: open − unapplied cash − unapplied credit notes; may be negative. */
export const used = (account: Account, currency: string): Money => {
  const { open, unapplied } = account.balances[currency] ?? NOTHING;
  return money(open - unapplied, currency);
};

/** The part of the invoice that is in dispute and still open. */
export const disputedOpen = (invoice: Invoice): bigint => least(invoice.disputed ?? 0n, invoice.open);

const NOTHING: Balance = { open: 0n, unapplied: 0n };

/** Folds one event into the account. */
export const evolve = (account: Account, event: AccountEvent): Account => {
  const known = account.known ? account : { ...account, known: true };
  switch (event.type) {
    case 'LimitGranted':
    case 'LimitIncreased':
    case 'LimitReduced':
      return withLimit(inCurrency(known, event.data.amount.currency), event);
    case 'LimitWithdrawn':
      return withLimit(known, event);
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
      return opened(known, event.data);
    case 'InvoiceCancelled':
      return changed(known, event.data.invoiceId, (invoice) => ({ ...invoice, open: 0n, disputed: undefined, cancelled: true }));
    case 'CreditNoteIssued': {
      const { creditNoteId, amount, allocations } = event.data;
      const rest = amount.minor - total(allocations);
      const credited = { ...known, creditNotes: known.creditNotes.set(creditNoteId, rest) };
      return moved(settle(inCurrency(credited, amount.currency), allocations), amount.currency, 0n, rest);
    }
    case 'PaymentRecorded': {
      const { paymentId, amount, paidOn, allocations } = event.data;
      const unapplied = amount.minor - total(allocations);
      const payment: Payment = { amount: amount.minor, paidOn, unapplied, reversed: false, allocations };
      const paid = { ...inCurrency(known, amount.currency), payments: known.payments.set(paymentId, payment) };
      return moved(settle(paid, allocations), amount.currency, 0n, unapplied);
    }
    case 'PaymentAllocated': {
      const { paymentId, allocations } = event.data;
      const applied = total(allocations);
      const allocated = withPayment(known, paymentId, (payment) => ({
        ...payment,
        unapplied: payment.unapplied - applied,
        allocations: [...payment.allocations, ...allocations],
      }));
      return moved(settle(allocated, allocations), currencyOf(known), 0n, -applied);
    }
    case 'PaymentReversed': {
      const { paymentId, allocations } = event.data;
      const unapplied = known.payments.get(paymentId)?.unapplied ?? 0n;
      const reversed = withPayment(known, paymentId, (payment) => ({
        ...payment,
        unapplied: 0n,
        reversed: true,
        allocations: [],
      }));
      return moved(restore(reversed, allocations), currencyOf(known), 0n, -unapplied);
    }
    case 'DisputeRaised':
      return changed(known, event.data.invoiceId, (invoice) => ({ ...invoice, disputed: event.data.amount.minor }));
    case 'DisputeResolved': {
      const { invoiceId, credited } = event.data;
      return changed(known, invoiceId, (invoice) => ({ ...invoice, disputed: undefined, open: invoice.open - credited.minor }));
    }
    case 'InvoiceFellOverdue':
      return changed(known, event.data.invoiceId, (invoice) => ({ ...invoice, overdue: true }));
    case 'InvoiceWrittenOff':
      return changed(known, event.data.invoiceId, (invoice) => ({ ...invoice, open: invoice.open - event.data.amount.minor }));
  }
};

export const total = (allocations: readonly Allocation[]): bigint =>
  allocations.reduce((sum, { amount }) => sum + amount.minor, 0n);

/** The account's currency; only asked once an amount is on it. */
export const currencyOf = (account: Account): string => {
  if (!account.currency) throw new Error('the account has no amount yet');
  return account.currency;
};

const inCurrency = (account: Account, currency: string): Account => (account.currency ? account : { ...account, currency });

const withLimit = (account: Account, event: LimitEvent): Account => ({
  ...account,
  limits: [...account.limits, limitEntry(account.limits, event)],
});

const moved = (account: Account, currency: string, open: bigint, unapplied: bigint): Account => {
  const before = account.balances[currency] ?? NOTHING;
  return {
    ...account,
    balances: { ...account.balances, [currency]: { open: before.open + open, unapplied: before.unapplied + unapplied } },
  };
};

const opened = (account: Account, { invoiceId, amount, issuedOn, dueOn, shippedOn }: InvoiceDetails): Account => {
  const invoice: Invoice = {
    amount: amount.minor,
    open: amount.minor,
    issuedOn,
    openSince: issuedOn,
    dueOn,
    shippedOn,
    overdue: false,
    cancelled: false,
  };
  return moved(
    { ...inCurrency(account, amount.currency), open: account.open.set(invoiceId, invoice) },
    amount.currency,
    amount.minor,
    0n,
  );
};

/** Replaces an invoice, keeps it on the side where it belongs, and moves the balance by what its open amount moved. */
const changed = (account: Account, invoiceId: string, change: (invoice: Invoice) => Invoice): Account => {
  const before = findInvoice(account, invoiceId);
  if (!before) throw new Error(`an event names an invoice that the account does not have: ${invoiceId}`);
  const after = change(before);
  const isOpen = after.open > 0n;
  return moved(
    {
      ...account,
      open: isOpen ? account.open.set(invoiceId, after) : account.open.delete(invoiceId),
      settled: isOpen ? account.settled.delete(invoiceId) : account.settled.set(invoiceId, after),
    },
    currencyOf(account),
    after.open - before.open,
    0n,
  );
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
