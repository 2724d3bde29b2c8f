import { least, type CalendarDate } from '../../shared';
import { inCurrency, moved, type Account } from '../account';
import type { OrderEvent, OrderSubmitted } from './order.events';

/**
 * What the account knows of an order. Amounts in minor units. Of an order of `amount`, with `shipped` and `invoiced`, what is left
 * is amount − max(shipped, invoiced), and shipped, not invoiced, is shipped − invoiced where that is more than nothing.
 */
export interface Order {
  /** As ordered. */
  readonly ordered: bigint;
  /** What is left to be delivered or billed in all: as ordered, less what was cancelled. */
  readonly amount: bigint;
  readonly shipped: bigint;
  readonly invoiced: bigint;
  readonly status: 'held' | 'approved' | 'declined';
  /** An approver let it through: it is not held again. */
  readonly released: boolean;
  readonly cancelled: boolean;
  /** Let through, but it takes no credit before that day brings it inside the horizon. */
  readonly laterOn?: CalendarDate;
  /** The day on which it was let through, by the policy or an approver. */
  readonly passedOn?: CalendarDate;
  readonly orderedOn: CalendarDate;
  readonly shipBy?: CalendarDate;
  readonly termsDays?: number;
}

/** How an order stands, as callers see it: closed when nothing of it is left to be shipped, invoiced or decided. */
export type OrderStatus = 'held' | 'approved' | 'declined' | 'closed';

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** What of the order is neither shipped, invoiced nor cancelled. */
export const restOf = ({ amount, shipped, invoiced }: Order): bigint => amount - most(shipped, invoiced);

/** What of the order is shipped and not invoiced. */
export const unbilled = ({ shipped, invoiced }: Order): bigint => most(shipped - invoiced, 0n);

/** What an invoice can take over from the order. */
export const billable = ({ status, amount, invoiced }: Order): bigint => (status === 'declined' ? 0n : amount - invoiced);

/** Whether what is left of the order holds credit. */
export const takesCredit = ({ status, laterOn }: Order): boolean => status === 'approved' && laterOn === undefined;

export const orderStatus = (order: Order): OrderStatus => {
  if (order.status === 'declined') return 'declined';
  return restOf(order) === 0n && unbilled(order) === 0n ? 'closed' : order.status;
};

/** What of the order counts as used: what is left, when it holds credit, and what is shipped and not invoiced. */
const holds = (order: Order): { ordered: bigint; shipped: bigint } => ({
  ordered: takesCredit(order) ? restOf(order) : 0n,
  shipped: unbilled(order),
});

/** Replaces an order and moves the balances by what it holds more or less. */
const put = (account: Account, orderId: string, after: Order, before?: Order): Account => {
  const now = holds(after);
  const then = before ? holds(before) : { ordered: 0n, shipped: 0n };
  return moved(
    { ...account, orders: account.orders.set(orderId, after) },
    { ordered: now.ordered - then.ordered, shipped: now.shipped - then.shipped },
  );
};

const changed = (account: Account, orderId: string, change: (order: Order) => Order): Account => {
  const before = account.orders.get(orderId);
  if (!before) throw new Error(`an event names an order that the account does not have: ${orderId}`);
  return put(account, orderId, change(before), before);
};

/** Folds an event of an order into the account. */
export const evolveOrders = (account: Account, event: OrderEvent): Account => {
  if (event.type === 'OrderSubmitted')
    return put(inCurrency(account, event.data.amount.currency), event.data.orderId, newOrder(event.data));
  const next = changed(account, event.data.orderId, (order) => orderAfter(order, event));
  return event.type === 'OrderShipped'
    ? { ...next, shipments: next.shipments.set(event.data.shipmentId, event.data.orderId) }
    : next;
};

/** What becomes of an order that is known: of itself alone, whatever it holds. */
export const orderAfter = (order: Order, event: Exclude<OrderEvent, OrderSubmitted>): Order => {
  switch (event.type) {
    case 'OrderChecked': {
      const { laterOn: _reached, ...checked } = order;
      const { on, decision } = event.data;
      if (decision.outcome !== 'approve') return { ...checked, status: 'held' };
      return order.released ? checked : { ...checked, passedOn: on };
    }
    case 'OrderReleased':
      return { ...order, status: 'approved', released: true, passedOn: event.data.releasedOn };
    case 'OrderDeclined':
      return { ...cut(order), status: 'declined' };
    case 'OrderCancelled':
      return { ...cut(order), cancelled: true };
    case 'OrderShipped': {
      const { laterOn: _shipped, ...onItsWay } = order;
      return { ...onItsWay, shipped: order.shipped + event.data.amount.minor };
    }
  }
};

const STATUS = { approve: 'approved', refer: 'held', decline: 'declined' } as const;

/** The order as it was placed, and decided on at once. */
export const newOrder = ({ amount, orderedOn, shipBy, termsDays, decision }: OrderSubmitted['data']): Order => {
  const status = STATUS[decision.outcome];
  return {
    ordered: amount.minor,
    amount: status === 'declined' ? 0n : amount.minor,
    shipped: 0n,
    invoiced: 0n,
    status,
    released: false,
    cancelled: false,
    ...(decision.laterOn !== undefined && { laterOn: decision.laterOn }),
    ...(status === 'approved' && { passedOn: orderedOn }),
    orderedOn,
    shipBy,
    termsDays,
  };
};

/** The order without what is neither shipped nor invoiced. */
const cut = (order: Order): Order => ({ ...order, amount: order.amount - restOf(order) });

/** The order after an invoice took over so much of it; a final one leaves nothing of it. */
export const billed = (order: Order, minor: bigint, final: boolean): Order => {
  const invoiced = order.invoiced + minor;
  return final ? { ...order, invoiced, amount: invoiced, shipped: least(order.shipped, invoiced) } : { ...order, invoiced };
};

/** The order after an invoice that had taken over so much of it was cancelled. */
export const unbilledAgain = (order: Order, minor: bigint): Order => ({ ...order, invoiced: order.invoiced - minor });

/** An invoice took over so much of the order; a final one leaves nothing of it. */
export const takenOver = (account: Account, orderId: string, minor: bigint, final: boolean): Account =>
  changed(account, orderId, (order) => billed(order, minor, final));

/** An invoice was cancelled: so much goes back to its order. */
export const givenBack = (account: Account, orderId: string, minor: bigint): Account =>
  changed(account, orderId, (order) => unbilledAgain(order, minor));
