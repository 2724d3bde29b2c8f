import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  BUYER_MODELS,
  buyers,
  fileOf,
  MONITORING_MODELS,
  monitoring,
  SCORE_MODELS,
  scores,
  type BuyersAnswer,
  type FileAnswer,
  type MonitoringAnswer,
  type ScoreRow,
  type TableAnswer,
} from '@usance/projections';
import { Country, Day, Id, Text, Whole } from '../http/fields';
import { Asked, describeQuery } from './asked';
import { BuyerTable, FileShown, MonitoringTable, ScoreTable } from './buyers.answers';
import { Table } from './csv';
import { queryHandler } from './query-handler';
import { dayOf, pageAsked, ReadQuery, TableQuery } from './read-query';

export class BuyerQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;
}

export class BuyersQuery extends TableQuery {
  @Country({ optional: true })
  country?: string;

  @Text({ optional: true })
  sector?: string;

  @Whole(1, 10, { optional: true })
  grade?: number;

  @Id({ optional: true, means: 'The group of companies.' })
  group?: string;

  @Text({ optional: true, means: "A part of the name, of the register's number or of the id, whatever the case." })
  q?: string;
}

export class ScoresQuery extends TableQuery {
  @Id({ example: 'B7' })
  buyer!: string;
}

export class MonitoringQuery extends TableQuery {
  @Day({ optional: true, means: 'Checks that are due by this day; the business day when absent.' })
  due?: string;
}

export const buyerHandler = queryHandler(BuyerQuery, BUYER_MODELS, async ({ seller, buyer }, { models, today }) =>
  fileOf(models, seller, { buyerId: buyer, today: await today() }),
);

export const buyersHandler = queryHandler(BuyersQuery, BUYER_MODELS, async (query, { models, today }) => {
  const { seller, country, sector, grade, group, q } = query;
  return buyers(models, seller, { today: await today(), country, sector, grade, group, q, ...pageAsked(query) });
});

export const scoresHandler = queryHandler(ScoresQuery, SCORE_MODELS, async (query, { models }) =>
  scores(models, query.seller, { buyerId: query.buyer, ...pageAsked(query) }),
);

export const monitoringHandler = queryHandler(MonitoringQuery, MONITORING_MODELS, async (query, { models, today }) =>
  monitoring(models, query.seller, { today: await today(), due: await dayOf(query.due, today), ...pageAsked(query) }),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class BuyersController {
  constructor(private readonly queries: QueryBus) {}

  @Get('buyers')
  @Table<BuyersAnswer>([
    'buyerId',
    'legalName',
    'country',
    'registrationId',
    'sector',
    'groupId',
    'keyAccount',
    'grade',
    'mergedInto',
  ])
  @describeQuery(BuyersQuery, { id: 'buyers', summary: 'Buyers by their ids.', answer: BuyerTable, table: true })
  all(@Asked(BuyersQuery) query: BuyersQuery): Promise<BuyersAnswer> {
    return this.queries.execute(query);
  }

  @Get('buyers/:buyer')
  @describeQuery(BuyerQuery, {
    id: 'buyer',
    summary: "A buyer's file on the business day, every value with its source and its day.",
    answer: FileShown,
    path: ['buyer'],
  })
  one(@Asked(BuyerQuery) query: BuyerQuery): Promise<FileAnswer> {
    return this.queries.execute(query);
  }

  @Get('buyers/:buyer/scores')
  @Table<TableAnswer<ScoreRow>>(['scoredOn', 'model', 'version', 'score', 'grade', 'recordedAt'])
  @describeQuery(ScoresQuery, {
    id: 'scores',
    summary: 'How the buyer was scored, in the order of recording: every input, and what it gave.',
    answer: ScoreTable,
    path: ['buyer'],
    table: true,
  })
  scores(@Asked(ScoresQuery) query: ScoresQuery): Promise<TableAnswer<ScoreRow>> {
    return this.queries.execute(query);
  }

  @Get('monitoring')
  @Table<MonitoringAnswer>(['buyerId', 'nextCheckOn', 'everyDays', 'by', 'sector', 'lastCheckedOn'])
  @describeQuery(MonitoringQuery, {
    id: 'monitoring',
    summary: 'The checks of buyers that are due by a day, the earliest first.',
    answer: MonitoringTable,
    table: true,
  })
  monitoring(@Asked(MonitoringQuery) query: MonitoringQuery): Promise<MonitoringAnswer> {
    return this.queries.execute(query);
  }
}
