import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { dso, DSO_MODELS, dsoTrend, type DsoAnswer, type DsoMethod, type DsoTrendAnswer } from '@usance/projections';
import { inOrder } from '../http/agreement';
import { Currency, Month, OneOf, Whole } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table, type TableAnswer } from './csv';
import { monthAfter } from './months';
import { queryHandler } from './query-handler';
import { AsOf, dayOf, ReadQuery } from './read-query';

const METHODS = ['simple', 'countback', 'bestPossible', 'averageDaysDelinquent'] as const;
const Method = (): PropertyDecorator => OneOf(METHODS, { optional: true, default: 'simple' });
const Window = (): PropertyDecorator =>
  Whole(1, 3660, { optional: true, default: 90, means: 'The days that end on asOf, whose sales count.' });
const OneCurrency = (): PropertyDecorator => Currency({ optional: true, means: 'Needed when the books are in several.' });

export class DsoQuery extends ReadQuery {
  @AsOf()
  asOf?: string;

  @Method()
  method?: DsoMethod;

  @Window()
  days?: number;

  @OneCurrency()
  currency?: string;
}

export class DsoTrendQuery extends ReadQuery {
  @Month({ example: '2013-01' })
  from!: string;

  @Month<DsoTrendQuery>({ example: '2013-12', agrees: inOrder('from', 'to') })
  to!: string;

  @Whole(1, 500, { optional: true, default: 50, means: 'Months at most.' })
  limit?: number;

  @Month({ optional: true, means: 'nextCursor of the page before.' })
  cursor?: string;

  @Method()
  method?: DsoMethod;

  @Window()
  days?: number;

  @OneCurrency()
  currency?: string;
}

class DsoMonth {
  @shown.text({ example: '2013-06' })
  month!: string;

  @shown.count()
  days!: number;

  @shown.amount()
  sales!: string;

  @shown.amount({ means: 'The part of the receivables that this month explains.' })
  taken!: string;
}

class DsoFigure {
  @shown.day()
  asOf!: string;

  @shown.word(METHODS)
  method!: DsoMethod;

  @shown.nullable({ means: 'Null when the seller has no books yet.', example: 'EUR' })
  currency!: string | null;

  @shown.nullable({ means: 'Days, to two decimals; null with a reason when there is no answer.', example: '73.17' })
  dso!: string | null;

  @shown.text({ optional: true })
  reason?: string;

  @shown.amount()
  receivables!: string;

  @shown.amount()
  sales!: string;

  @shown.count({ optional: true })
  days?: number;

  @shown.amount({ optional: true })
  overdue?: string;

  @shown.amount({ optional: true })
  notOverdue?: string;

  @shown.list(DsoMonth, { optional: true, means: 'Countback: the months peeled off, the latest first.' })
  months?: DsoMonth[];
}

class DsoOnADay extends DsoFigure implements DsoAnswer {
  @shown.position()
  position!: string;
}

class DsoOfAMonth extends DsoFigure {
  @shown.text({ example: '2013-06' })
  month!: string;
}

class DsoTrend implements DsoTrendAnswer, TableAnswer {
  @shown.position()
  position!: string;

  @shown.word(METHODS)
  method!: DsoMethod;

  @shown.nullable({ example: 'EUR' })
  currency!: string | null;

  @shown.list(DsoOfAMonth)
  rows!: DsoOfAMonth[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const dsoHandler = queryHandler(DsoQuery, DSO_MODELS, async (query, { models, today }) => {
  const { seller, asOf, method = 'simple', days = 90, currency } = query;
  return dso(models, seller, { asOf: await dayOf(asOf, today), method, days, currency });
});

/** A page is a run of months; its cursor is the month that comes next. */
export const dsoTrendHandler = queryHandler(DsoTrendQuery, DSO_MODELS, async (query, { models }) => {
  const { seller, from, to, cursor, limit = 50, method = 'simple', days = 90, currency } = query;
  const first = cursor !== undefined && cursor > from ? cursor : from;
  const next = monthAfter(first, limit);
  const last = next > to ? to : monthAfter(first, limit - 1);
  const page = await dsoTrend(models, seller, { from: first, to: last, method, days, currency });
  return { ...page, ...(next <= to && { nextCursor: next }) };
});

@Controller('v1/sellers/:seller/dso')
@ApiTags('read models')
export class DsoController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @describeQuery(DsoQuery, {
    id: 'dso',
    summary: 'Days sales outstanding on a day, with the figures that it came from.',
    answer: DsoOnADay,
  })
  dso(@Asked(DsoQuery) query: DsoQuery): Promise<DsoAnswer> {
    return this.queries.execute(query);
  }

  @Get('trend')
  @Table<DsoTrend>([
    'month',
    'asOf',
    'method',
    'currency',
    'dso',
    'reason',
    'receivables',
    'sales',
    'days',
    'overdue',
    'notOverdue',
  ])
  @describeQuery(DsoTrendQuery, {
    id: 'dsoTrend',
    summary: "Days sales outstanding at each month's end.",
    answer: DsoTrend,
    table: true,
  })
  trend(@Asked(DsoTrendQuery) query: DsoTrendQuery): Promise<DsoTrend> {
    return this.queries.execute(query);
  }
}
