import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { OrderStatus } from '@usance/domain';
import {
  holdQueue,
  ORDER_MODELS,
  orderOf,
  orders,
  type HeldOrderRow,
  type OrderAnswer,
  type OrderRow,
  type TableAnswer,
} from '@usance/projections';
import { Id, OneOf } from '../http/fields';
import { Asked, describeQuery } from './asked';
import { Table, type Column } from './csv';
import { codesOf } from './csv-cells';
import { HoldQueue, ORDER_STATUS_MEANS, ORDER_STATUSES, OneOrder, OrderTable } from './orders.answers';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

export class OrdersQuery extends TableQuery {
  @OneOf(ORDER_STATUSES, { optional: true, means: `Only orders with this status. ${ORDER_STATUS_MEANS}` })
  status?: OrderStatus;

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

export class OrderQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;

  @Id({ example: 'ORD-1' })
  orderId!: string;
}

export class HoldQueueQuery extends TableQuery {}

export const ordersHandler = queryHandler(OrdersQuery, ORDER_MODELS, async (query, { models }) =>
  orders(models, query.seller, { status: query.status, buyer: query.buyer, ...pageAsked(query) }),
);

export const orderHandler = queryHandler(OrderQuery, ORDER_MODELS, async ({ seller, buyer, orderId }, { models }) =>
  orderOf(models, seller, { buyer, orderId }),
);

export const holdQueueHandler = queryHandler(HoldQueueQuery, ORDER_MODELS, async (query, { models, today }) =>
  holdQueue(models, query.seller, { today: await today(), ...pageAsked(query) }),
);

const COLUMNS: readonly Column<OrderRow>[] = [
  'orderId',
  'buyerId',
  'status',
  'currency',
  'amount',
  'shipped',
  'invoiced',
  'rest',
  'orderedOn',
  'shipBy',
  'termsDays',
  'laterOn',
  'heldOn',
  ['reasons', ({ reasons }) => codesOf(reasons)],
];

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class OrdersController {
  constructor(private readonly queries: QueryBus) {}

  @Get('orders')
  @Table<TableAnswer<OrderRow>>(COLUMNS)
  @describeQuery(OrdersQuery, { id: 'orders', summary: 'Orders, by buyer and id.', answer: OrderTable, table: true })
  orders(@Asked(OrdersQuery) query: OrdersQuery): Promise<TableAnswer<OrderRow>> {
    return this.queries.execute(query);
  }

  @Get('buyers/:buyer/orders/:orderId')
  @describeQuery(OrderQuery, {
    id: 'order',
    summary: 'An order with everything that was decided on it, and what became of it.',
    answer: OneOrder,
    path: ['buyer', 'orderId'],
  })
  order(@Asked(OrderQuery) query: OrderQuery): Promise<OrderAnswer> {
    return this.queries.execute(query);
  }

  @Get('hold-queue')
  @Table<TableAnswer<HeldOrderRow>>([...COLUMNS, 'days'])
  @describeQuery(HoldQueueQuery, {
    id: 'holdQueue',
    summary: 'Orders that wait for a person, by what is left of them, the highest first, with why and how long.',
    answer: HoldQueue,
    table: true,
  })
  held(@Asked(HoldQueueQuery) query: HoldQueueQuery): Promise<TableAnswer<HeldOrderRow>> {
    return this.queries.execute(query);
  }
}
