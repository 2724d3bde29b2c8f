import { Controller, Get, Inject } from '@nestjs/common';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@usance/event-store';
import { EVENT_STORE } from '../event-store.token';
import { Id, Position, Text, Whole } from '../http/fields';
import { EdgeProblem } from '../http/problem';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { readHistory, type EventJson } from './history';
import { ReadQuery } from './read-query';

export class HistoryQuery extends ReadQuery {
  @Text({ example: 'account-acme.B7' })
  stream!: string;

  @Id({ optional: true, means: 'Only events that name this invoice.' })
  invoice?: string;

  @Id({ optional: true, means: 'Only events that name this payment.' })
  payment?: string;

  @Position({ optional: true, means: 'The first revision; 0 when absent.' })
  from?: bigint;

  @Whole(1, 500, { optional: true, default: 50, means: 'Events at most.' })
  limit?: number;

  @Position({ optional: true, means: 'nextCursor of the page before.' })
  cursor?: bigint;
}

class HistoryEvent implements EventJson {
  @shown.text()
  id!: string;

  @shown.text({ example: 'InvoiceIssued' })
  type!: string;

  @shown.text({ example: '7' })
  revision!: string;

  @shown.text({ example: '12345' })
  position!: string;

  @shown.instant()
  recordedAt!: string;

  @shown.any({ means: 'See the event catalogue.' })
  data!: object;

  @shown.any({ means: 'Command, correlation, causation, seller, actor.' })
  metadata!: object;
}

class History {
  @shown.position()
  position!: string;

  @shown.list(HistoryEvent, { means: 'Oldest first.' })
  events!: readonly HistoryEvent[];

  @shown.nextCursor()
  nextCursor?: string;
}

/** Reads the log itself, so there is nothing to wait for: what was acknowledged is there. */
@QueryHandler(HistoryQuery)
export class HistoryHandler implements IQueryHandler<HistoryQuery, History> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({
    seller,
    stream,
    invoice,
    payment,
    from = 0n,
    cursor = from,
    limit = 50,
    atLeast = 0n,
  }: HistoryQuery): Promise<History> {
    const head = await this.store.head();
    if (head < atLeast) throw new EdgeProblem('NOT_YET_PROJECTED', `The log ends at ${head}.`);
    const page = await readHistory(this.store, seller, { stream, from: cursor, limit, invoice, payment });
    if (!page) throw new EdgeProblem('NOT_FOUND', 'The seller has no stream of this name.');
    return { position: String(head), events: page.events, ...(page.next !== undefined && { nextCursor: String(page.next) }) };
  }
}

@Controller('v1/sellers/:seller/history')
@ApiTags('audit')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Table<History>(['id', 'type', 'revision', 'position', 'recordedAt', 'data', 'metadata'])
  @describeQuery(HistoryQuery, {
    id: 'history',
    summary: 'Recorded events of a stream, perhaps those of one invoice or payment.',
    answer: History,
    table: true,
  })
  read(@Asked(HistoryQuery) query: HistoryQuery): Promise<History> {
    return this.queries.execute(query);
  }
}
