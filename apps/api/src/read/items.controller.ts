import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  invoiceOf,
  invoices,
  ITEM_MODELS,
  paymentOf,
  type InvoiceAnswer,
  type InvoicesAnswer,
  type InvoiceStatus,
  type PaymentAnswer,
} from '@usance/projections';
import { inOrder } from '../http/agreement';
import { Day, Id, OneOf } from '../http/fields';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { INVOICE_STATUSES, InvoiceTable, OneInvoice, OnePayment, STATUS_MEANS } from './items.answers';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

export class InvoicesQuery extends TableQuery {
  @OneOf(INVOICE_STATUSES, { optional: true, means: `Only invoices with this status. ${STATUS_MEANS}` })
  status?: InvoiceStatus;

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;

  @Day({ optional: true })
  dueFrom?: string;

  @Day<InvoicesQuery>({ optional: true, agrees: inOrder('dueFrom', 'dueTo') })
  dueTo?: string;
}

export class InvoiceQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;

  @Id({ example: 'INV-1001' })
  invoiceId!: string;
}

export class PaymentQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;

  @Id({ example: 'PAY-1' })
  paymentId!: string;
}

export const invoicesHandler = queryHandler(InvoicesQuery, ITEM_MODELS, async (query, { models }) => {
  const { seller, status, buyer, dueFrom, dueTo } = query;
  return invoices(models, seller, { status, buyer, dueFrom, dueTo, ...pageAsked(query) });
});

export const invoiceHandler = queryHandler(InvoiceQuery, ITEM_MODELS, async ({ seller, buyer, invoiceId }, { models }) =>
  invoiceOf(models, seller, { buyer, invoiceId }),
);

export const paymentHandler = queryHandler(PaymentQuery, ITEM_MODELS, async ({ seller, buyer, paymentId }, { models }) =>
  paymentOf(models, seller, { buyer, paymentId }),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class ItemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('invoices')
  @Table<InvoicesAnswer>([
    'buyer',
    'invoiceId',
    'currency',
    'amount',
    'open',
    'disputed',
    'status',
    'issuedOn',
    'dueOn',
    'shippedOn',
    'reference',
    'overdueSince',
  ])
  @describeQuery(InvoicesQuery, { id: 'invoices', summary: 'Invoices by due date.', answer: InvoiceTable, table: true })
  invoices(@Asked(InvoicesQuery) query: InvoicesQuery): Promise<InvoicesAnswer> {
    return this.queries.execute(query);
  }

  @Get('buyers/:buyer/invoices/:invoiceId')
  @describeQuery(InvoiceQuery, {
    id: 'invoice',
    summary: 'An invoice with everything that happened to it.',
    answer: OneInvoice,
    path: ['buyer', 'invoiceId'],
  })
  invoice(@Asked(InvoiceQuery) query: InvoiceQuery): Promise<InvoiceAnswer> {
    return this.queries.execute(query);
  }

  @Get('buyers/:buyer/payments/:paymentId')
  @describeQuery(PaymentQuery, {
    id: 'payment',
    summary: 'A payment and what it settled.',
    answer: OnePayment,
    path: ['buyer', 'paymentId'],
  })
  payment(@Asked(PaymentQuery) query: PaymentQuery): Promise<PaymentAnswer> {
    return this.queries.execute(query);
  }
}
