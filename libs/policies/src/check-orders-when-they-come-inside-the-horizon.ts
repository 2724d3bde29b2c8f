import type { AccountEvent } from '@usance/domain';
import { byTheDay, type Becomes } from './kernel/by-the-day';

interface LaterOrder {
  readonly orderId: string;
}

const id = ({ orderId }: LaterOrder): string => orderId;

type OrderDecision = Extract<AccountEvent, { type: 'OrderSubmitted' }>['data']['decision'];

/** An order that is held waits for its release first. */
const decided = ({ orderId }: LaterOrder, { laterOn, outcome }: OrderDecision): Becomes<LaterOrder> =>
  laterOn === undefined ? 'done' : { orderId, sendOn: laterOn, status: outcome === 'approve' ? 'waiting' : 'closed' };

/** An order that ships too late to take credit yet is checked on the day on which it comes inside the horizon. */
export const checkOrdersWhenTheyComeInsideTheHorizon = byTheDay<AccountEvent, LaterOrder>({
  name: 'check-orders-when-they-come-inside-the-horizon',
  rows: 'later_orders',
  idle: true,
  on: {
    OrderSubmitted: { id, becomes: (order) => decided(order, order.decision) },
    OrderChecked: { id, becomes: (order) => decided(order, order.decision) },
    OrderReleased: {
      id,
      becomes: ({ orderId }, row) => (row?.status === 'closed' ? { orderId, sendOn: row.sendOn } : undefined),
    },
    OrderDeclined: { id, becomes: () => 'closed' },
    OrderCancelled: { id, becomes: () => 'closed' },
  },
  sends: ({ buyer, orderId, sendOn }) => ({ name: 'CheckOrder', payload: { buyerId: buyer, orderId, today: sendOn } }),
});
