import type { Allocation, CalendarDate, InvoiceOpened, LimitEvent, Money, SecurityKind } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { decided, type LimitDecision, type TemporaryAmount } from '../limits/limit-history';

/** A security as exposure looks at it, in minor units. */
export interface SecurityHeld {
  readonly securityId: string;
  readonly kind: SecurityKind;
  readonly minor: bigint;
  readonly from: CalendarDate;
  /** The last day. */
  readonly to?: CalendarDate;
  /** From that day on it secures nothing. */
  readonly releasedOn?: CalendarDate;
}

/** What an account says of its exposure beside its orders, by all that is recorded. Amounts in minor units of `currency`. */
export interface AccountExposure {
  readonly seller: string;
  readonly buyer: string;
  readonly kind: 'account';
  readonly stage: 'account';
  readonly counts: true;
  readonly currency?: string;
  /** All orders as ordered, and of all invoices what was beyond their orders. */
  readonly totalMinor: bigint;
  /** All invoices that were not cancelled. */
  readonly billedMinor: bigint;
  readonly openMinor: bigint;
  readonly unappliedMinor: bigint;
  readonly decisions: readonly LimitDecision[];
  readonly temporary: readonly TemporaryAmount[];
  readonly securities: readonly SecurityHeld[];
}

type Amounts = 'totalMinor' | 'billedMinor' | 'openMinor' | 'unappliedMinor';

/** Of a buyer with nothing on the account. */
export const blank = ({ seller, entity }: Pick<RecordedEvent, 'seller' | 'entity'>): AccountExposure => ({
  seller,
  buyer: entity,
  kind: 'account',
  stage: 'account',
  counts: true,
  totalMinor: 0n,
  billedMinor: 0n,
  openMinor: 0n,
  unappliedMinor: 0n,
  decisions: [],
  temporary: [],
  securities: [],
});

/** The account, whose currency is that of its first amount. */
export const inCurrency = (document: AccountExposure, amount: Money | undefined): AccountExposure => ({
  ...document,
  currency: document.currency ?? amount?.currency,
});

/** The account after its amounts moved by so much. */
export const moved = (document: AccountExposure, by: Partial<Record<Amounts, bigint>>): AccountExposure => ({
  ...document,
  totalMinor: document.totalMinor + (by.totalMinor ?? 0n),
  billedMinor: document.billedMinor + (by.billedMinor ?? 0n),
  openMinor: document.openMinor + (by.openMinor ?? 0n),
  unappliedMinor: document.unappliedMinor + (by.unappliedMinor ?? 0n),
});

/** The account after one more decision on its limit. */
export const limited = (
  document: AccountExposure,
  event: LimitEvent & { recordedAt: string },
  amount?: Money,
): AccountExposure => ({
  ...inCurrency(document, amount),
  decisions: decided(document.decisions, event),
});

/** What allocations amount to. */
export const total = (allocations: readonly Allocation[]): bigint =>
  allocations.reduce((sum, { amount }) => sum + amount.minor, 0n);

/** The account after an invoice came onto it. */
export const invoiced = (document: AccountExposure, { amount, fromOrder }: InvoiceOpened): AccountExposure =>
  moved(inCurrency(document, amount), {
    totalMinor: amount.minor - (fromOrder?.minor ?? 0n),
    billedMinor: amount.minor,
    openMinor: amount.minor,
  });

/** The account after cash or a credit note came in. */
export const received = (document: AccountExposure, amount: Money, allocations: readonly Allocation[]): AccountExposure =>
  moved(inCurrency(document, amount), { openMinor: -total(allocations), unappliedMinor: amount.minor - total(allocations) });
