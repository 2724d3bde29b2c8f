import { least, type CalendarDate } from '../../shared';
import { inCurrency, moved, type Account } from '../account';
import type { OrderEvent } from './order.events';

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
  switch (event.type) {
    case 'OrderSubmitted':
      return put(inCurrency(account, event.data.amount.currency), event.data.orderId, submitted(event.data));
    case 'OrderChecked': {
      const { orderId, on, decision } = event.data;
      return changed(account, orderId, ({ laterOn: _reached, ...order }) =>
        decision.outcome === 'approve' ? { ...order, passedOn: on } : { ...order, status: 'held' },
      );
    }
    case 'OrderReleased':
      return changed(account, event.data.orderId, (order) => ({
        ...order,
        status: 'approved',
        released: true,
        passedOn: event.data.releasedOn,
      }));
    case 'OrderDeclined':
      return changed(account, event.data.orderId, (order) => ({ ...cut(order), status: 'declined' }));
    case 'OrderCancelled':
      return changed(account, event.data.orderId, (order) => ({ ...cut(order), cancelled: true }));
    case 'OrderShipped': {
      const { orderId, shipmentId, amount } = event.data;
      const shipped = { ...account, shipments: account.shipments.set(shipmentId, orderId) };
      return changed(shipped, orderId, ({ laterOn: _shipped, ...order }) => ({
        ...order,
        shipped: order.shipped + amount.minor,
      }));
    }
  }
};

const STATUS = { approve: 'approved', refer: 'held', decline: 'declined' } as const;

const submitted = ({
  amount,
  orderedOn,
  shipBy,
  termsDays,
  decision,
}: Extract<OrderEvent, { type: 'OrderSubmitted' }>['data']): Order => {
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

/** An invoice took over so much of the order; a final one leaves nothing of it. */
export const takenOver = (account: Account, orderId: string, minor: bigint, final: boolean): Account =>
  changed(account, orderId, (order) => {
    const billed = { ...order, invoiced: order.invoiced + minor };
    return final ? { ...billed, amount: billed.invoiced, shipped: least(billed.shipped, billed.invoiced) } : billed;
  });

/** An invoice was cancelled: so much goes back to its order. */
export const givenBack = (account: Account, orderId: string, minor: bigint): Account =>
  changed(account, orderId, (order) => ({ ...order, invoiced: order.invoiced - minor }));
