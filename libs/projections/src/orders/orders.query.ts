import {
  daysBetween,
  toWire,
  type Approver,
  type CalendarDate,
  type OrderDecision,
  type OrderStatus,
  type Reason,
  type Wire,
} from '@usance/domain';
import { exposure } from '../exposure/exposure.projection';
import { key, type ReadModels } from '../kernel';
import { amountOf, inTenThousandths, pageOf, type Page } from '../shared/answers';
import { tableByKey, type TableAnswer } from '../shared/table';
import type { OrderDocument } from './order-document';

/** An order as lists show it. Amounts are decimal strings in `currency`. */
export interface OrderRow {
  readonly orderId: string;
  readonly buyerId: string;
  readonly status: OrderStatus;
  readonly currency: string;
  /** As ordered. */
  readonly amount: string;
  readonly shipped: string;
  readonly invoiced: string;
  /** Neither shipped, invoiced nor cancelled. */
  readonly rest: string;
  readonly orderedOn: CalendarDate;
  readonly shipBy?: CalendarDate;
  readonly termsDays?: number;
  /** The day on which an order beyond the horizon is checked and takes credit. */
  readonly laterOn?: CalendarDate;
  /** Since when it waits for a person; only while it does. */
  readonly heldOn?: CalendarDate;
  /** Of the newest decision by the credit policy. */
  readonly reasons: readonly Wire<Reason>[];
}

interface Ended {
  readonly reason: string;
  readonly on: CalendarDate;
}

/** All of one order. */
export interface OrderAnswer extends OrderRow {
  readonly position: string;
  /** The newest by the credit policy. */
  readonly decision: Wire<Omit<OrderDecision, 'laterOn' | 'seen'>>;
  /** Who let it through although it was held. */
  readonly released?: Ended & { readonly approver: Approver };
  /** A person declined it. */
  readonly declined?: Ended;
  /** What was left of it was cancelled. */
  readonly cancelled?: Ended;
  readonly shipments: readonly { readonly shipmentId: string; readonly amount: string; readonly shippedOn: CalendarDate }[];
}

/** An order that waits, and for how long. */
export interface HeldOrderRow extends OrderRow {
  /** Days from `heldOn` to the business day. */
  readonly days: number;
}

/** A page of the orders, perhaps of one status or one buyer only. */
export interface OrdersInput extends Page {
  readonly status?: OrderStatus;
  readonly buyer?: string;
}

/** The read models that orders are answered from. */
export const ORDER_MODELS: readonly string[] = [exposure.name];

/** Orders, by buyer and id. */
export const orders = (
  models: ReadModels,
  seller: string,
  { status, buyer, ...page }: OrdersInput,
): Promise<TableAnswer<OrderRow>> => {
  const fit = { kind: 'order' as const, ...(status !== undefined && { status }) };
  return tableByKey<OrderDocument, OrderRow>(models, exposure, { seller, buyer, fit, page }, rowOf);
};

/** One order with everything that was decided on it; undefined when the account has none of this id. */
export const orderOf = async (
  models: ReadModels,
  seller: string,
  { buyer, orderId }: { buyer: string; orderId: string },
): Promise<OrderAnswer | undefined> => {
  const { collection, position } = await models.open<OrderDocument>(exposure);
  const document = await collection.findOne({ _id: key(seller, buyer, orderId) });
  if (!document) return undefined;
  const { currency, decision, released, declined, cancelled, shipments } = document;
  const { laterOn: _day, seen: _revisions, ...decided } = decision;
  return {
    position: position.toString(),
    ...rowOf(document),
    decision: toWire(decided),
    ...(released && { released }),
    ...(declined && { declined }),
    ...(cancelled && { cancelled }),
    shipments: shipments.map(({ shipmentId, minor, on }) => ({ shipmentId, amount: amountOf(minor, currency), shippedOn: on })),
  };
};

/** The orders that wait for a person, by what is left of them, the highest first; unlike currencies are compared as numbers. */
export const holdQueue = async (
  models: ReadModels,
  seller: string,
  { today, ...page }: Page & { readonly today: CalendarDate },
): Promise<TableAnswer<HeldOrderRow>> => {
  const { collection, position } = await models.open<OrderDocument>(exposure);
  const held = await collection.find({ seller, kind: 'order', status: 'held' }).toArray();
  const { rows, nextCursor } = pageOf(
    held,
    ({ currency, restMinor, _id }) => [-inTenThousandths(restMinor, currency), _id],
    page,
  );
  return {
    position: position.toString(),
    rows: rows.map((document) => ({
      ...rowOf(document),
      days: daysBetween(document.heldOn ?? document.order.orderedOn, today),
    })),
    ...(nextCursor !== undefined && { nextCursor }),
  };
};

const rowOf = ({ buyer, orderId, status, currency, order, restMinor, heldOn, decision }: OrderDocument): OrderRow => {
  const { ordered, shipped, invoiced, orderedOn, shipBy, termsDays, laterOn } = order;
  return {
    orderId,
    buyerId: buyer,
    status,
    currency,
    amount: amountOf(ordered, currency),
    shipped: amountOf(shipped, currency),
    invoiced: amountOf(invoiced, currency),
    rest: amountOf(status === 'declined' ? 0n : restMinor, currency),
    orderedOn,
    ...(shipBy !== undefined && { shipBy }),
    ...(termsDays !== undefined && { termsDays }),
    ...(laterOn !== undefined && { laterOn }),
    ...(heldOn !== undefined && { heldOn }),
    reasons: toWire(decision.reasons),
  };
};
