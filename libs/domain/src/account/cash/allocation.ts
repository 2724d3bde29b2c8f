import { exceeds, latest, least, money, Refusal, type CalendarDate, type Money } from '../../shared';
import type { Account, Invoice } from '../account';
import type { Allocation } from '../account.events';
import { mustBeInTheAccountsCurrency, mustNotExceedOpen, theOpenInvoice } from '../guards';

/** What a payer says a part of a payment is for. */
export interface AllocationRequest {
  readonly invoiceId: string;
  readonly amount: Money;
}

/**
 * Allocations as asked for. An invoice named twice is one allocation.
 * Refused with INVOICE_UNKNOWN, INVOICE_NOT_OPEN, CURRENCY_MISMATCH, ALLOCATION_EXCEEDS_OPEN, ALLOCATION_EXCEEDS_PAYMENT.
 */
export const allocateAsAsked = (
  account: Account,
  available: Money,
  from: CalendarDate,
  asked: readonly AllocationRequest[],
): Allocation[] => {
  mustBeInTheAccountsCurrency(account, available, ...asked.map(({ amount }) => amount));
  const byInvoice = new Map<string, bigint>();
  for (const { invoiceId, amount } of asked) byInvoice.set(invoiceId, (byInvoice.get(invoiceId) ?? 0n) + amount.minor);
  const allocations = [...byInvoice].map(([invoiceId, minor]): Allocation => {
    const invoice = theOpenInvoice(account, invoiceId);
    const amount = money(minor, available.currency);
    mustNotExceedOpen(invoiceId, amount, invoice.open);
    return { invoiceId, amount, on: latest(from, invoice.openSince) };
  });
  const requested = money(
    allocations.reduce((sum, { amount }) => sum + amount.minor, 0n),
    available.currency,
  );
  if (exceeds(requested, available)) throw new Refusal('ALLOCATION_EXCEEDS_PAYMENT', { available, requested });
  return allocations;
};

/**
 * Allocations by age: oldest due first, then oldest issued, then by id; disputed invoices too. What is left over stays unapplied.
 * Source: Oracle AutoCash "oldest invoice first"; domain rules 3.10.
 */
export const allocateOldestFirst = (account: Account, available: Money, from: CalendarDate): Allocation[] => {
  const allocations: Allocation[] = [];
  let rest = available.minor;
  for (const [invoiceId, invoice] of oldestFirst(account)) {
    if (rest === 0n) break;
    const minor = least(rest, invoice.open);
    allocations.push({ invoiceId, amount: money(minor, available.currency), on: latest(from, invoice.openSince) });
    rest -= minor;
  }
  return allocations;
};

/** The open invoices by age. Only the due days that a payment reaches are sorted: an account may have tens of thousands open. */
function* oldestFirst({ open }: Account): Generator<[string, Invoice]> {
  const byDueDay = new Map<CalendarDate, [string, Invoice][]>();
  open.forEach((invoice, invoiceId) => {
    const sameDay = byDueDay.get(invoice.dueOn);
    if (sameDay) sameDay.push([invoiceId, invoice]);
    else byDueDay.set(invoice.dueOn, [[invoiceId, invoice]]);
  });
  for (const day of [...byDueDay.keys()].sort()) yield* (byDueDay.get(day) ?? []).sort(byIssue);
}

const byIssue = ([idA, a]: [string, Invoice], [idB, b]: [string, Invoice]): number =>
  compare(a.issuedOn, b.issuedOn) || compare(idA, idB);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
