import { addDays, daysBetween, type CalendarDate } from '../../shared';
import { findInvoice, type Account } from '../account';
import { overdueOn } from './standing';

/** How the buyer pays this seller: what a score looks at. Decimal strings, cut off after nine digits; absent where there is nothing. */
export interface PaymentBehaviour {
  /** Days late of what payments settled in the 365 days to the day, early as 0, weighted by amount. */
  readonly daysBeyondTerms?: string;
  /** Overdue / open on the day. */
  readonly overdueShare?: string;
}

const DAYS = 365;
const NINE = 1_000_000_000n;

/** Own payment behaviour by the ledger. Source: weighted days late, JDE; domain rules 3.3; api-credit.md "Limits and requests". */
export const paymentBehaviour = (account: Account, day: CalendarDate): PaymentBehaviour => {
  const after = addDays(day, -DAYS);
  let settled = 0n;
  let late = 0n;
  for (const { allocations } of account.payments.values())
    for (const { invoiceId, amount, on } of allocations) {
      const dueOn = findInvoice(account, invoiceId)?.dueOn;
      if (dueOn === undefined || on <= after || on > day) continue;
      settled += amount.minor;
      late += amount.minor * BigInt(Math.max(0, daysBetween(dueOn, on)));
    }
  const { open, overdue } = overdueOn(account, day);
  return {
    ...(settled > 0n && { daysBeyondTerms: quotient(late, settled) }),
    ...(open > 0n && { overdueShare: quotient(overdue, open) }),
  };
};

const quotient = (part: bigint, whole: bigint): string => {
  const text = ((part * NINE) / whole).toString().padStart(10, '0');
  return `${text.slice(0, -9)}.${text.slice(-9)}`.replace(/\.?0+$/, '');
};
