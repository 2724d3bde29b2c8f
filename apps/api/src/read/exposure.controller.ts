import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  EXPOSURE_MODELS,
  exposureOf,
  exposures,
  type ExposureAnswer,
  type ExposureRow,
  type ExposuresAnswer,
  type ExposureSort,
} from '@usance/projections';
import { Id, OneOf } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { LIMIT_STATUSES } from './limits.controller';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

const SORTS = ['-used', 'used', '-utilisation', 'utilisation', '-overdue', 'overdue'] as const;

export class ExposureQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;
}

export class ExposuresQuery extends TableQuery {
  @OneOf(SORTS, {
    optional: true,
    default: '-used',
    means: 'A minus: the highest first. Amounts of unlike currencies are compared as numbers.',
  })
  sort?: ExposureSort;
}

class Exposure implements ExposureRow {
  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.nullable({ example: 'EUR', means: 'Null while nothing with an amount is on the account.' })
  currency!: string | null;

  @shown.amount({ means: 'In force on the business day; zero when none is, and limitStatus says why.' })
  limit!: string;

  @shown.amount()
  open!: string;

  @shown.amount()
  overdue!: string;

  @shown.amount()
  disputed!: string;

  @shown.amount({ means: 'Cash and credit notes not yet allocated.' })
  unapplied!: string;

  @shown.amount({ means: 'open − unapplied; may be negative.' })
  used!: string;

  @shown.amount({ means: 'limit − used; negative when over the limit.' })
  available!: string;

  @shown.nullable({ example: '0.43', means: 'used / limit; null without a limit.' })
  utilisation!: string | null;

  @shown.flag()
  overLimit!: boolean;

  @shown.word(LIMIT_STATUSES)
  limitStatus!: ExposureRow['limitStatus'];
}

class ExposureOfABuyer extends Exposure implements ExposureAnswer {
  @shown.position()
  position!: string;
}

class ExposureTable implements ExposuresAnswer {
  @shown.position()
  position!: string;

  @shown.list(Exposure)
  rows!: Exposure[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const exposureHandler = queryHandler(ExposureQuery, EXPOSURE_MODELS, async ({ seller, buyer }, { models, today }) =>
  exposureOf(models, seller, { buyer, today: await today() }),
);

export const exposuresHandler = queryHandler(ExposuresQuery, EXPOSURE_MODELS, async (query, { models, today }) =>
  exposures(models, query.seller, { today: await today(), sort: query.sort ?? '-used', ...pageAsked(query) }),
);

@Controller('v1/sellers/:seller/exposure')
@ApiTags('read models')
export class ExposureController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Table<ExposuresAnswer>([
    'buyer',
    'currency',
    'limit',
    'open',
    'overdue',
    'disputed',
    'unapplied',
    'used',
    'available',
    'utilisation',
    'overLimit',
    'limitStatus',
  ])
  @describeQuery(ExposuresQuery, {
    id: 'exposures',
    summary: 'What all buyers owe and may owe, sorted.',
    answer: ExposureTable,
    table: true,
  })
  all(@Asked(ExposuresQuery) query: ExposuresQuery): Promise<ExposuresAnswer> {
    return this.queries.execute(query);
  }

  @Get(':buyer')
  @describeQuery(ExposureQuery, {
    id: 'exposure',
    summary: 'What one buyer owes and may owe; zeros while nothing is on its account.',
    answer: ExposureOfABuyer,
    path: ['buyer'],
  })
  of(@Asked(ExposureQuery) query: ExposureQuery): Promise<ExposureAnswer> {
    return this.queries.execute(query);
  }
}
