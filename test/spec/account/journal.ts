import { formatMinor, type AccountEvent, type Allocation, type CalendarDate } from '@usance/domain';

/** What changed an item's balance, from which day on: plus is owed by the buyer, minus is owed to it. Minor units. */
export interface Movement {
  readonly item: 'invoice' | 'payment' | 'credit note';
  readonly id: string;
  readonly on: CalendarDate;
  readonly minor: bigint;
}

const moved = (item: Movement['item'], id: string, on: CalendarDate, minor: bigint): Movement => ({ item, id, on, minor });

/** Each part leaves what paid for it and comes off its invoice, on the same day. */
const settled = (by: Movement['item'], id: string, allocations: readonly Allocation[], sign: 1n | -1n = 1n): Movement[] =>
  allocations.flatMap(({ invoiceId, amount: { minor }, on }) => [
    moved(by, id, on, sign * minor),
    moved('invoice', invoiceId, on, -sign * minor),
  ]);

const movementsOf = (event: AccountEvent): Movement[] => {
  switch (event.type) {
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
      return [moved('invoice', event.data.invoiceId, event.data.issuedOn, event.data.amount.minor)];
    case 'InvoiceCancelled':
    case 'InvoiceWrittenOff':
      return [moved('invoice', event.data.invoiceId, event.data.on, -event.data.amount.minor)];
    case 'DisputeResolved':
      return [moved('invoice', event.data.invoiceId, event.data.on, -event.data.credited.minor)];
    case 'CreditNoteIssued': {
      const { creditNoteId, issuedOn, amount, allocations } = event.data;
      return [moved('credit note', creditNoteId, issuedOn, -amount.minor), ...settled('credit note', creditNoteId, allocations)];
    }
    case 'PaymentRecorded': {
      const { paymentId, paidOn, amount, allocations } = event.data;
      return [moved('payment', paymentId, paidOn, -amount.minor), ...settled('payment', paymentId, allocations)];
    }
    case 'PaymentAllocated':
      return settled('payment', event.data.paymentId, event.data.allocations);
    case 'PaymentReversed': {
      const { paymentId, on, amount, allocations } = event.data;
      return [moved('payment', paymentId, on, amount.minor), ...settled('payment', paymentId, allocations, -1n)];
    }
    default:
      return [];
  }
};

/** The account as a bookkeeper's journal. Plain code over the events, sharing nothing with the account's own state. */
export const journal = (events: readonly AccountEvent[]): Movement[] => events.flatMap(movementsOf);

/** The sum of each item's movements up to a day, by `item id`. */
export const balancesOn = (events: readonly AccountEvent[], day: CalendarDate = '9999-12-31'): Map<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const { item, id, on, minor } of journal(events))
    if (on <= day) sums.set(`${item} ${id}`, (sums.get(`${item} ${id}`) ?? 0n) + minor);
  return sums;
};

/** What each item amounted to when it came onto the account, by `item id`: the first thing that the journal says of it. */
export const amountsOf = (events: readonly AccountEvent[]): Map<string, bigint> => {
  const amounts = new Map<string, bigint>();
  for (const { item, id, minor } of journal(events))
    if (!amounts.has(`${item} ${id}`)) amounts.set(`${item} ${id}`, minor < 0n ? -minor : minor);
  return amounts;
};

/** What is on the ledger on a day, in euros: items with a balance, and the total. */
export const ledgerOn = (events: readonly AccountEvent[], day: CalendarDate): Record<string, string> => {
  const items = [...balancesOn(events, day)].filter(([, minor]) => minor !== 0n);
  const total = items.reduce((sum, [, minor]) => sum + minor, 0n);
  return Object.fromEntries([...items, ['total', total] as const].map(([key, minor]) => [key, formatMinor(minor, 'EUR')]));
};
