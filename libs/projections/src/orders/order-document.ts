import {
  billed,
  newOrder,
  orderAfter,
  orderStatus,
  restOf,
  takesCredit,
  unbilled,
  unbilledAgain,
  type Approver,
  type CalendarDate,
  type InvoiceOpened,
  type Order,
  type OrderDecision,
  type OrderEvent,
  type OrderStatus,
  type OrderSubmitted,
} from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, type EventWith, type Folds } from '../kernel';

/** In which class the rest of an order is: waiting for a decision, let through without credit yet, holding credit, or gone. */
export type OrderStage = 'held' | 'later' | 'order' | 'cancelled';

/** An order as it stands, with what was decided on it. Amounts in minor units of `currency`. */
export interface OrderDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly kind: 'order';
  readonly orderId: string;
  readonly currency: string;
  readonly status: OrderStatus;
  readonly stage: OrderStage;
  /** Whether it has value in a class that may still move by itself; a closed order has none. */
  readonly counts: boolean;
  /** Neither shipped, invoiced nor cancelled. */
  readonly restMinor: bigint;
  /** Shipped, not invoiced. */
  readonly unbilledMinor: bigint;
  readonly order: Order;
  /** The newest decision by the credit policy. */
  readonly decision: OrderDecision;
  /** Since when it waits for a person; only while it does. */
  readonly heldOn?: CalendarDate;
  readonly released?: { readonly approver: Approver; readonly reason: string; readonly on: CalendarDate };
  readonly declined?: { readonly reason: string; readonly on: CalendarDate };
  readonly cancelled?: { readonly reason: string; readonly on: CalendarDate };
  readonly shipments: readonly { readonly shipmentId: string; readonly minor: bigint; readonly on: CalendarDate }[];
}

type Recorded = Pick<RecordedEvent, 'seller' | 'entity'>;

/** The key of an order: its account's, and its id. */
export const orderKey = ({ seller, entity }: Recorded, orderId: string): string => key(seller, entity, orderId);

/** The class of what is left of an order. */
const stageOf = (order: Order): OrderStage => {
  if (order.status === 'declined') return 'cancelled';
  if (order.status === 'held') return 'held';
  return takesCredit(order) ? 'order' : 'later';
};

const standing = (document: OrderDocument, order: Order): OrderDocument => {
  const status = orderStatus(order);
  return {
    ...document,
    status,
    stage: stageOf(order),
    counts: status === 'held' || status === 'approved' || unbilled(order) > 0n,
    restMinor: restOf(order),
    unbilledMinor: unbilled(order),
    order,
  };
};

const placed = ({ seller, entity, data }: Recorded & OrderSubmitted): OrderDocument => {
  const order = newOrder(data);
  const { orderId, amount, orderedOn, decision } = data;
  const document: OrderDocument = {
    seller,
    buyer: entity,
    kind: 'order',
    orderId,
    currency: amount.currency,
    status: 'held',
    stage: 'held',
    counts: true,
    restMinor: 0n,
    unbilledMinor: 0n,
    order,
    decision,
    heldOn: order.status === 'held' ? orderedOn : undefined,
    shipments: [],
  };
  return standing(document, order);
};

type Moving = Exclude<OrderEvent, OrderSubmitted>;

const after = (document: OrderDocument | undefined, event: Moving, more: Partial<OrderDocument> = {}) =>
  document && standing({ ...document, ...more }, orderAfter(document.order, event));

/** How an order's document, which the exposure read model keeps, changes by the order's own events: all of them. */
export const orderFolds: Required<Folds<OrderDocument, OrderEvent>> = {
  OrderSubmitted: (_none, event) => placed(event),
  OrderChecked: (document, event) => {
    const { on, decision } = event.data;
    return after(document, event, { decision, heldOn: decision.outcome === 'approve' ? undefined : on });
  },
  OrderReleased: (document, event) => {
    const { approver, reason, releasedOn: on } = event.data;
    return after(document, event, { released: { approver, reason, on }, heldOn: undefined });
  },
  OrderDeclined: (document, event) => {
    const { reason, on } = event.data;
    return after(document, event, { declined: { reason, on }, heldOn: undefined });
  },
  OrderCancelled: (document, event) => {
    const { reason, on } = event.data;
    return after(document, event, { cancelled: { reason, on }, heldOn: undefined });
  },
  OrderShipped: (document, event) => {
    const { shipmentId, amount, shippedOn: on } = event.data;
    return document && after(document, event, { shipments: [...document.shipments, { shipmentId, minor: amount.minor, on }] });
  },
};

/** What an invoice took over from an order, or gave back to it. */
type PartOfOrder = Pick<InvoiceOpened, 'orderId' | 'fromOrder'>;

/** The key of the order that an invoice's event moves; none when it has nothing of a known order. */
export const billedOrderKeys = (event: EventWith<PartOfOrder>): readonly string[] => {
  const { orderId, fromOrder } = event.data;
  return orderId !== undefined && fromOrder ? [orderKey(event, orderId)] : [];
};

/** The order after an invoice of it. */
export const afterInvoice = (document: OrderDocument, { fromOrder, finalForOrder = false }: InvoiceOpened): OrderDocument =>
  standing(document, billed(document.order, fromOrder?.minor ?? 0n, finalForOrder));

/** The order after an invoice of it was cancelled. */
export const afterCancellation = (document: OrderDocument, { fromOrder }: PartOfOrder): OrderDocument =>
  standing(document, unbilledAgain(document.order, fromOrder?.minor ?? 0n));
