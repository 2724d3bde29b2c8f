import { Map } from 'immutable';
import { least, money, type CalendarDate, type Decide, type LevelStates, type Money } from '../shared';
import type { AccountEvent, Allocation } from './account.events';
import type { FraudFlag, Hold, LimitRequest, Proposal, RequiredSecurity, Security, TemporaryLimit } from './credit/credit-line';
import type { LimitEntry } from './credit/limit';
import type { AccountMetric } from './credit/thresholds.events';
import type { AccountFacts } from './facts';
import type { Order } from './orders/order-book';

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
  /** The order that it bills, and how much of it. */
  readonly order?: { readonly orderId: string; readonly minor: bigint };
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

/** Balances in one currency, in minor units, by all that is recorded whatever its date. A value is in one of them. */
export interface Balance {
  /** Open invoices. */
  readonly open: bigint;
  /** Cash and credit notes that settle nothing yet. */
  readonly unapplied: bigint;
  /** Orders that were let through and hold credit, as far as they are neither shipped nor invoiced. */
  readonly ordered: bigint;
  /** Shipped, not invoiced. */
  readonly shipped: bigint;
}

/** Where the levels of each metric stand; of a metric that never crossed one, nothing. */
export type Levels = Readonly<Partial<Record<AccountMetric, LevelStates>>>;

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
  /** The last day of a limit whose end was noted. */
  readonly limitEndedOn?: CalendarDate;
  readonly temporaryLimits: readonly TemporaryLimit[];
  readonly requests: Map<string, LimitRequest>;
  readonly proposals: Map<string, Proposal>;
  readonly holds: readonly Hold[];
  readonly flags: Map<string, FraudFlag>;
  readonly securities: Map<string, Security>;
  /** Every requirement, in the order of recording. */
  readonly requiredSecurities: readonly RequiredSecurity[];
  readonly orders: Map<string, Order>;
  /** The order of each shipment. */
  readonly shipments: Map<string, string>;
  readonly levels: Levels;
  readonly balances: Readonly<Record<string, Balance>>;
  readonly open: Map<string, Invoice>;
  /** What is open by due day: what is overdue on a day is found without looking at every invoice. */
  readonly openByDueDay: Map<CalendarDate, bigint>;
  readonly settled: Map<string, Invoice>;
  readonly payments: Map<string, Payment>;
  /** Credit notes by id, with what is unapplied. */
  readonly creditNotes: Map<string, bigint>;
}

export type DecideAccount<Command> = Decide<Account, Command, AccountEvent, AccountFacts>;

export const newAccount: Account = {
  known: false,
  limits: [],
  temporaryLimits: [],
  requests: Map(),
  proposals: Map(),
  holds: [],
  flags: Map(),
  securities: Map(),
  requiredSecurities: [],
  orders: Map(),
  shipments: Map(),
  levels: {},
  balances: {},
  open: Map(),
  openByDueDay: Map(),
  settled: Map(),
  payments: Map(),
  creditNotes: Map(),
};

const NOTHING: Balance = { open: 0n, unapplied: 0n, ordered: 0n, shipped: 0n };

/** The invoice, open or settled. */
export const findInvoice = (account: Account, invoiceId: string): Invoice | undefined =>
  account.open.get(invoiceId) ?? account.settled.get(invoiceId);

/** The balances in a currency. */
export const balanceIn = (account: Account, currency: string): Balance => account.balances[currency] ?? NOTHING;

/**
 * What decisions have used of the limit: orders let through + shipped, not invoiced + open invoices − unapplied cash − unapplied
 * credit notes; may be negative. Source: SAP's credit exposure, domain rules 3.1.
 */
export const used = (account: Account, currency: string): Money => {
  const { open, unapplied, ordered, shipped } = balanceIn(account, currency);
  return money(ordered + shipped + open - unapplied, currency);
};

/** The part of the invoice that is in dispute and still open. */
export const disputedOpen = (invoice: Invoice): bigint => least(invoice.disputed ?? 0n, invoice.open);

/** The account's currency; only asked once an amount is on it. */
export const currencyOf = (account: Account): string => {
  if (!account.currency) throw new Error('the account has no amount yet');
  return account.currency;
};

/** The account, whose currency is that of its first amount. */
export const inCurrency = (account: Account, currency: string): Account =>
  account.currency ? account : { ...account, currency };

/** The account after its balances moved by so much, in minor units of its currency. */
export const moved = (account: Account, by: Partial<Balance>): Account => {
  const currency = currencyOf(account);
  const before = balanceIn(account, currency);
  const after: Balance = {
    open: before.open + (by.open ?? 0n),
    unapplied: before.unapplied + (by.unapplied ?? 0n),
    ordered: before.ordered + (by.ordered ?? 0n),
    shipped: before.shipped + (by.shipped ?? 0n),
  };
  return { ...account, balances: { ...account.balances, [currency]: after } };
};
