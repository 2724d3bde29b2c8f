import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ALERT_LEVELS, type AlertLevel } from '@usance/domain';
import {
  GRADE_MODELS,
  grades,
  THRESHOLD_MODELS,
  thresholdsOf,
  type GradeRow,
  type LevelRow,
  type Metric,
  type TableAnswer,
  type ThresholdsAnswer,
} from '@usance/projections';
import { SignedMoney } from '../account/decisions';
import { Id } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { amountsOf } from './csv-cells';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

const METRICS = ['utilisation', 'daysOverdue', 'overdueShare', 'gradeDrop'] as const;

export class ThresholdsQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;
}

export class GradesQuery extends TableQuery {}

class ThresholdLevel implements LevelRow {
  @shown.word(METRICS)
  metric!: Metric;

  @shown.word(ALERT_LEVELS)
  level!: AlertLevel;

  @shown.decimalOrCount({ means: 'As the credit policy sets it: a decimal string for shares, else a whole number.' })
  threshold!: string | number;

  @shown.flag({ means: 'Whether the metric reached it and has not fallen back far enough since.' })
  crossed!: boolean;

  @shown.text({ optional: true, means: 'The alert that stands; only while crossed.' })
  alertId?: string;

  @shown.day({ optional: true })
  since?: string;
}

class ThresholdsOfABuyer implements ThresholdsAnswer {
  @shown.position()
  position!: string;

  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.day({ means: 'The business day.' })
  on!: string;

  @shown.count({ means: 'Of the credit policy in force; 0: what is built in.' })
  policyVersion!: number;

  @shown.nullable({ example: '0.75', means: 'used / (used + available); null without a base.' })
  utilisation!: string | null;

  @shown.nullable({ example: '0.4', means: 'Of the open invoices; null while none is open.' })
  overdueShare!: string | null;

  @shown.count({ means: 'Of the oldest open invoice.' })
  daysOverdue!: number;

  @shown.count({ means: 'The grade now less that of the last decision on the limit; 0 when one of them is none.' })
  gradeDrop!: number;

  @shown.list(ThresholdLevel)
  levels!: ThresholdLevel[];

  @shown.day({ optional: true, means: 'The first alert of any kind.' })
  firstAlertOn?: string;

  @shown.day({ optional: true, means: 'The first insolvency signal, write-off or claim.' })
  defaultedOn?: string;

  @shown.numberOrNull({ means: 'Days from the first alert to the default; null while one of them is missing.', example: 90 })
  leadTimeDays!: number | null;
}

class GradeOnBoard implements GradeRow {
  @shown.grade({ means: 'null: the buyers without a grade.' })
  grade!: number | null;

  @shown.count({ means: 'A duplicate counts with the buyer that it was merged into.' })
  buyers!: number;

  @shown.list(SignedMoney, { means: 'In force on the business day, by currency.' })
  limits!: SignedMoney[];

  @shown.list(SignedMoney, { means: 'What is used, by currency.' })
  exposure!: SignedMoney[];
}

class GradeBoard implements TableAnswer<GradeRow> {
  @shown.position()
  position!: string;

  @shown.list(GradeOnBoard)
  rows!: GradeOnBoard[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const thresholdsHandler = queryHandler(ThresholdsQuery, THRESHOLD_MODELS, async ({ seller, buyer }, { models, today }) =>
  thresholdsOf(models, seller, { buyer, today: await today() }),
);

export const gradesHandler = queryHandler(GradesQuery, GRADE_MODELS, async (query, { models, today }) =>
  grades(models, query.seller, { today: await today(), ...pageAsked(query) }),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class ThresholdsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('thresholds/:buyer')
  @describeQuery(ThresholdsQuery, {
    id: 'thresholds',
    summary: 'What is watched on a buyer: its metrics on the business day, and which levels they have crossed since when.',
    answer: ThresholdsOfABuyer,
    path: ['buyer'],
  })
  thresholds(@Asked(ThresholdsQuery) query: ThresholdsQuery): Promise<ThresholdsAnswer> {
    return this.queries.execute(query);
  }

  @Get('grades')
  @Table<TableAnswer<GradeRow>>([
    'grade',
    'buyers',
    ['limits', ({ limits }) => amountsOf(limits)],
    ['exposure', ({ exposure }) => amountsOf(exposure)],
  ])
  @describeQuery(GradesQuery, {
    id: 'grades',
    summary: 'By grade: how many buyers, their limits and their exposure on the business day.',
    answer: GradeBoard,
    table: true,
  })
  grades(@Asked(GradesQuery) query: GradesQuery): Promise<TableAnswer<GradeRow>> {
    return this.queries.execute(query);
  }
}
