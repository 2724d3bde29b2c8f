import { addDays, cutOff, daysBetween, type CalendarDate, type Decimal } from '../../shared';
import { findInvoice, type Account } from '../account';
import { overdueOn } from './standing';

/** How the buyer pays this seller: what a score looks at. Decimal strings, cut off after nine digits; absent where there is nothing. */
export interface PaymentBehaviour {
  /** Days late of what payments settled in the 365 days to the day, early as 0, weighted by amount. */
  readonly daysBeyondTerms?: Decimal;
  /** Overdue / open on the day. */
  readonly overdueShare?: Decimal;
}

const DAYS = 365;

/** Own payment behaviour by the ledger. Source: weighted days late, JDE; domain rules 3.3; api-credit.md "Limits and requests". */
export const paymentBehaviour = (account: Account, day: CalendarDate): PaymentBehaviour => {
  const days = daysBeyondTerms(account, { from: addDays(day, 1 - DAYS), before: addDays(day, 1) });
  const { open, overdue } = overdueOn(account, day);
  return { ...(days !== undefined && { daysBeyondTerms: days }), ...(open > 0n && { overdueShare: cutOff(overdue, open) }) };
};

/**
 * Days late of what payments settled in the days from `from` until before `before`, early as 0, weighted by amount: a decimal string,
 * cut off after nine digits. Undefined when they settled nothing.
 */
export const daysBeyondTerms = (
  account: Account,
  { from, before }: { readonly from: CalendarDate; readonly before: CalendarDate },
): Decimal | undefined => {
  let settled = 0n;
  let late = 0n;
  for (const { allocations } of account.payments.values())
    for (const { invoiceId, amount, on } of allocations) {
      const dueOn = findInvoice(account, invoiceId)?.dueOn;
      if (dueOn === undefined || on < from || on >= before) continue;
      settled += amount.minor;
      late += amount.minor * BigInt(Math.max(0, daysBetween(dueOn, on)));
    }
  return settled > 0n ? cutOff(late, settled) : undefined;
};
