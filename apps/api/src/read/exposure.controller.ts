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
  type ValueClasses as Classes,
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

class ValueClasses implements Classes {
  @shown.amount({ means: 'Orders that wait for a person.' })
  held!: string;

  @shown.amount({ means: 'Orders let through that ship beyond the horizon, and take no credit yet.' })
  later!: string;

  @shown.amount({ means: 'Orders that hold credit, as far as they are neither shipped nor invoiced.' })
  order!: string;

  @shown.amount({ means: 'Shipped, not invoiced.' })
  shipped!: string;

  @shown.amount({ means: 'Open invoices.' })
  open!: string;

  @shown.amount({ means: 'Invoices as far as they are paid, credited or written off.' })
  settled!: string;

  @shown.amount({ means: 'Orders declined, cancelled or cut, and cancelled invoices beyond their orders.' })
  cancelled!: string;
}

class Exposure implements ExposureRow {
  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.nullable({ example: 'EUR', means: 'Null while nothing with an amount is on the account.' })
  currency!: string | null;

  @shown.amount({ means: 'In force on the business day; zero when none is, and limitStatus says why.' })
  limit!: string;

  @shown.amount({ means: 'On top of a limit in force.' })
  temporary!: string;

  @shown.amount({ means: 'What an insurer covers; zero until there is one.' })
  cover!: string;

  @shown.amount({ means: 'What the seller bears on top of the cover.' })
  ownRisk!: string;

  @shown.amount({ means: 'Securities that are valid on the business day.' })
  security!: string;

  @shown.amount({ means: 'Orders that hold credit, as far as they are neither shipped nor invoiced.' })
  orders!: string;

  @shown.amount({ means: 'Shipped, not invoiced.' })
  shipped!: string;

  @shown.amount()
  open!: string;

  @shown.amount()
  overdue!: string;

  @shown.amount()
  disputed!: string;

  @shown.amount({ means: 'Cash and credit notes not yet allocated.' })
  unapplied!: string;

  @shown.amount({ means: 'orders + shipped + open − unapplied; may be negative.' })
  used!: string;

  @shown.amount({ means: 'limit + temporary + security − used; negative when over it.' })
  available!: string;

  @shown.nullable({ example: '0.43', means: 'used / (used + available); null without a base.' })
  utilisation!: string | null;

  @shown.flag()
  overLimit!: boolean;

  @shown.word(LIMIT_STATUSES)
  limitStatus!: ExposureRow['limitStatus'];

  @shown.one(ValueClasses, {
    means: 'Where all value is, each unit in one class: their sum is all orders as ordered and all invoices beyond orders.',
  })
  classes!: ValueClasses;
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
    'temporary',
    'cover',
    'ownRisk',
    'security',
    'orders',
    'shipped',
    'open',
    'overdue',
    'disputed',
    'unapplied',
    'used',
    'available',
    'utilisation',
    'overLimit',
    'limitStatus',
    ['held', ({ classes }) => classes.held],
    ['later', ({ classes }) => classes.later],
    ['settled', ({ classes }) => classes.settled],
    ['cancelled', ({ classes }) => classes.cancelled],
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
