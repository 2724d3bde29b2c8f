import type { AccountEvent, CalendarDate } from '@usance/domain';
import { journal } from './journal';
import { OrdersOnPaper } from './order-oracle';

interface Decision {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly minor: bigint;
}

const FOREVER = '9999-12-31';

/** The decision that governs on a day: of those begun, the one that began last; of two from one day, the later recorded. */
const governing = (decisions: readonly Decision[], day: CalendarDate): Decision | undefined =>
  decisions
    .filter(({ from }) => from <= day)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    .at(-1);

/** What an event says of the limit, from which day to which; of a change the last day is that of what it changes. */
const decisionIn = (event: AccountEvent, before: readonly Decision[]): Decision | undefined => {
  switch (event.type) {
    case 'LimitGranted':
      return { from: event.data.validFrom, to: event.data.validTo ?? FOREVER, minor: event.data.amount.minor };
    case 'LimitIncreased':
    case 'LimitReduced': {
      const { amount, effectiveFrom } = event.data;
      return { from: effectiveFrom, to: governing(before, effectiveFrom)?.to ?? '', minor: amount.minor };
    }
    case 'LimitDecided': {
      const { effect, validFrom, validTo = FOREVER, amount } = event.data;
      if (effect === 'none') return undefined;
      return effect === 'set' ? { from: validFrom, to: validTo, minor: amount.minor } : { from: validFrom, to: '', minor: 0n };
    }
    case 'LimitWithdrawn':
      return { from: event.data.effectiveFrom, to: '', minor: 0n };
    default:
      return undefined;
  }
};

const decisionsOf = (events: readonly AccountEvent[]): Decision[] =>
  events.reduce<Decision[]>((before, event) => {
    const decision = decisionIn(event, before);
    return decision ? [...before, decision] : before;
  }, []);

/** The limit in force on a day and the temporary amounts beside it; nothing without one. */
const grantedOn = (events: readonly AccountEvent[], day: CalendarDate): bigint => {
  const limit = governing(decisionsOf(events), day);
  if (!limit || day > limit.to) return 0n;
  return events.reduce(
    (sum, { type, data }) =>
      type === 'TemporaryLimitGranted' && data.validFrom <= day && day <= data.validTo ? sum + data.amount.minor : sum,
    limit.minor,
  );
};

/** What the securities amount to that are neither over nor given back on a day. */
const securedOn = (events: readonly AccountEvent[], day: CalendarDate): bigint => {
  const securities = new Map<string, bigint>();
  for (const { type, data } of events) {
    if (type === 'SecurityRecorded' && data.validFrom <= day && day <= (data.validTo ?? FOREVER))
      securities.set(data.securityId, data.amount.minor);
    if (type === 'SecurityReleased' && data.releasedOn <= day) securities.delete(data.securityId);
  }
  return [...securities.values()].reduce((sum, minor) => sum + minor, 0n);
};

const usedBy = (events: readonly AccountEvent[]): bigint =>
  journal(events).reduce((sum, { minor }) => sum + minor, new OrdersOnPaper(events).used);

/** What the buyer may still take on a day, told from the events alone. */
export const availableOn = (events: readonly AccountEvent[], day: CalendarDate): bigint =>
  grantedOn(events, day) + securedOn(events, day) - usedBy(events);

/** What takes credit and has to ask for it, and on which day; an order that an approver released does not. */
const asksFor = (before: readonly AccountEvent[], event: AccountEvent): { id: string; day: CalendarDate } | undefined => {
  const unlessReleased = (orderId: string, day: CalendarDate) =>
    new OrdersOnPaper(before).isReleased(orderId) ? undefined : { id: orderId, day };
  switch (event.type) {
    case 'InvoiceIssued':
      return { id: event.data.invoiceId, day: event.data.shippedOn ?? event.data.issuedOn };
    case 'OrderSubmitted':
      return { id: event.data.orderId, day: event.data.orderedOn };
    case 'OrderChecked':
      return unlessReleased(event.data.orderId, event.data.on);
    case 'OrderShipped':
      return unlessReleased(event.data.orderId, event.data.shippedOn);
    default:
      return undefined;
  }
};

/** Of an invoice on a released order what is beyond the order: the rest was let through with it. */
const beyondRelease = (before: readonly AccountEvent[], event: AccountEvent): bigint | undefined => {
  if (event.type !== 'InvoiceIssued') return undefined;
  const { orderId, amount, fromOrder } = event.data;
  const released = orderId !== undefined && new OrdersOnPaper(before).isReleased(orderId);
  return released ? amount.minor - (fromOrder?.minor ?? 0n) : undefined;
};

/** The invoices and orders that took more credit than was available, told from the events alone; none is what credit control is for. */
export const takenBeyondTheLimit = (events: readonly AccountEvent[]): string[] =>
  events.flatMap((event, index) => {
    const before = events.slice(0, index);
    const asked = asksFor(before, event);
    if (!asked) return [];
    const taken = beyondRelease(before, event) ?? usedBy([...before, event]) - usedBy(before);
    return taken > 0n && taken > availableOn(before, asked.day) ? [asked.id] : [];
  });
