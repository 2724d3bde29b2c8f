import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  FLAG_MODELS,
  flags,
  HOLD_MODELS,
  holds,
  securities,
  SECURITY_MODELS,
  type FlagRow,
  type HoldRow,
  type SecurityRow,
  type SecurityStatus,
  type TableAnswer,
} from '@usance/projections';
import { Id, OneOf } from '../http/fields';
import { Asked, describeQuery } from './asked';
import { FLAG_STATUSES, FlagTable, HoldTable, SECURITY_STATUSES, SecurityTable } from './conditions.answers';
import { Table } from './csv';
import { signature } from './csv-cells';
import { queryHandler } from './query-handler';
import { pageAsked, TableQuery } from './read-query';

export class SecuritiesQuery extends TableQuery {
  @OneOf(SECURITY_STATUSES, { optional: true, means: 'Only those that stand like this on the business day.' })
  status?: SecurityStatus;

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

export class FlagsQuery extends TableQuery {
  @OneOf(FLAG_STATUSES, { optional: true })
  status?: FlagRow['status'];

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

export class HoldsQuery extends TableQuery {}

export const securitiesHandler = queryHandler(SecuritiesQuery, SECURITY_MODELS, async (query, { models, today }) =>
  securities(models, query.seller, {
    today: await today(),
    status: query.status,
    buyer: query.buyer,
    ...pageAsked(query),
  }),
);

export const flagsHandler = queryHandler(FlagsQuery, FLAG_MODELS, async (query, { models }) =>
  flags(models, query.seller, { status: query.status, buyer: query.buyer, ...pageAsked(query) }),
);

export const holdsHandler = queryHandler(HoldsQuery, HOLD_MODELS, async (query, { models, today }) =>
  holds(models, query.seller, { today: await today(), ...pageAsked(query) }),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class ConditionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('securities')
  @Table<TableAnswer<SecurityRow>>([
    'securityId',
    'buyerId',
    'kind',
    'currency',
    'amount',
    'issuer',
    'validFrom',
    'validTo',
    'releasedOn',
    'status',
  ])
  @describeQuery(SecuritiesQuery, {
    id: 'securities',
    summary: 'What secures the seller, as of the business day.',
    answer: SecurityTable,
    table: true,
  })
  securities(@Asked(SecuritiesQuery) query: SecuritiesQuery): Promise<TableAnswer<SecurityRow>> {
    return this.queries.execute(query);
  }

  @Get('flags')
  @Table<TableAnswer<FlagRow>>([
    'flagId',
    'buyerId',
    'kind',
    'status',
    'on',
    'evidence',
    'clearedOn',
    'reason',
    ['approver', ({ approver }) => signature(approver)],
  ])
  @describeQuery(FlagsQuery, { id: 'flags', summary: 'What looks like fraud, by buyer and id.', answer: FlagTable, table: true })
  flags(@Asked(FlagsQuery) query: FlagsQuery): Promise<TableAnswer<FlagRow>> {
    return this.queries.execute(query);
  }

  @Get('holds')
  @Table<TableAnswer<HoldRow>>(['buyerId', 'since', 'days', 'reason'])
  @describeQuery(HoldsQuery, { id: 'holds', summary: 'Buyers on hold on the business day.', answer: HoldTable, table: true })
  holds(@Asked(HoldsQuery) query: HoldsQuery): Promise<TableAnswer<HoldRow>> {
    return this.queries.execute(query);
  }
}
