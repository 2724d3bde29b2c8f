import type { OrderStatus } from '@usance/domain';
import type { HeldOrderRow, OrderAnswer, OrderRow, TableAnswer } from '@usance/projections';
import { DecisionReason, OrderDecisionAnswer } from '../account/decisions';
import { Approver } from '../http/fields';
import { shown } from '../http/shown';

export const ORDER_STATUSES = ['held', 'approved', 'declined', 'closed'] as const;

/** How the one status of an order is told. */
export const ORDER_STATUS_MEANS =
  'held waits for a person; approved was let through; declined ended without; closed: nothing is left to be shipped or invoiced.';

class Order implements OrderRow {
  @shown.text({ example: 'ORD-1' })
  orderId!: string;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.word(ORDER_STATUSES, { means: ORDER_STATUS_MEANS })
  status!: OrderStatus;

  @shown.currency()
  currency!: string;

  @shown.amount({ means: 'As ordered.' })
  amount!: string;

  @shown.amount()
  shipped!: string;

  @shown.amount()
  invoiced!: string;

  @shown.amount({ means: 'Neither shipped, invoiced nor cancelled.' })
  rest!: string;

  @shown.day()
  orderedOn!: string;

  @shown.day({ optional: true })
  shipBy?: string;

  @shown.count({ optional: true })
  termsDays?: number;

  @shown.day({ optional: true, means: 'It ships beyond the horizon: the day on which it is checked and takes credit.' })
  laterOn?: string;

  @shown.day({ optional: true, means: 'Since when it waits for a person; only while it does.' })
  heldOn?: string;

  @shown.list(DecisionReason, { means: 'Of the newest decision by the credit policy; none when it let the order through.' })
  reasons!: OrderRow['reasons'];
}

class OrderEnded {
  @shown.text()
  reason!: string;

  @shown.day()
  on!: string;
}

class OrderLetThrough extends OrderEnded {
  @shown.one(Approver)
  approver!: Approver;
}

class Shipment {
  @shown.text({ example: 'SHIP-1' })
  shipmentId!: string;

  @shown.amount()
  amount!: string;

  @shown.day()
  shippedOn!: string;
}

export class OneOrder extends Order implements OrderAnswer {
  @shown.position()
  position!: string;

  @shown.one(OrderDecisionAnswer, { means: 'The newest by the credit policy.' })
  decision!: OrderAnswer['decision'];

  @shown.one(OrderLetThrough, { optional: true, means: 'Who let it through although it was held.' })
  released?: OrderLetThrough;

  @shown.one(OrderEnded, { optional: true, means: 'A person declined it.' })
  declined?: OrderEnded;

  @shown.one(OrderEnded, { optional: true, means: 'What was left of it was cancelled.' })
  cancelled?: OrderEnded;

  @shown.list(Shipment)
  shipments!: Shipment[];
}

export class OrderTable implements TableAnswer<OrderRow> {
  @shown.position()
  position!: string;

  @shown.list(Order)
  rows!: Order[];

  @shown.nextCursor()
  nextCursor?: string;
}

class HeldOrder extends Order implements HeldOrderRow {
  @shown.count({ means: 'From heldOn to the business day.' })
  days!: number;
}

export class HoldQueue implements TableAnswer<HeldOrderRow> {
  @shown.position()
  position!: string;

  @shown.list(HeldOrder)
  rows!: HeldOrder[];

  @shown.nextCursor()
  nextCursor?: string;
}
