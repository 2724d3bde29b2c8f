import type { CancelOrder, DeclineOrder, MoneyJson, ReleaseOrder, ShipOrder, SubmitOrder, Wire } from '@usance/domain';
import { inOrder } from '../http/agreement';
import { Amount, type Approver, ApproverField, Day, Days, Id, Text } from '../http/fields';

/** Asks whether an order may go ahead. */
export class SubmitOrderRequest implements Wire<SubmitOrder> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PO-4711', means: "Unique within the buyer's account." })
  orderId!: string;

  @Amount()
  amount!: MoneyJson;

  @Day({ example: '2026-03-01' })
  orderedOn!: string;

  @Day<SubmitOrderRequest>({
    optional: true,
    example: '2026-03-20',
    means: 'The day by which it ships; at once when absent.',
    agrees: inOrder('orderedOn', 'shipBy'),
  })
  shipBy?: string;

  @Days({ optional: true, example: 30, means: 'Days from issue to due date that its invoice will have.' })
  termsDays?: number;
}

/** Lets a held order through. */
export class ReleaseOrderRequest implements Wire<ReleaseOrder> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PO-4711' })
  orderId!: string;

  @ApproverField({ means: 'The level must cover what is used and the order together.' })
  approver!: Approver;

  @Text({ example: 'Payment is on its way' })
  reason!: string;

  @Day()
  releasedOn!: string;
}

/** Ends an order: declined while it is held, or cancelled. */
export class EndOrderRequest implements Wire<DeclineOrder & CancelOrder> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PO-4711' })
  orderId!: string;

  @Day()
  on!: string;

  @Text({ example: 'Out of stock' })
  reason!: string;
}

/** Goods of an order go out. */
export class ShipOrderRequest implements Wire<ShipOrder> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PO-4711' })
  orderId!: string;

  @Id({ example: 'D-1', means: "Unique within the buyer's account." })
  shipmentId!: string;

  @Amount({ means: 'The part of the order that goes out.' })
  amount!: MoneyJson;

  @Day()
  shippedOn!: string;
}
