import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  ALERT_LEVELS,
  ALERT_OUTCOMES,
  ALERT_SEVERITIES,
  REVIEW_OUTCOMES,
  type AlertLevel,
  type AlertOutcome,
  type AlertSeverity,
  type AlertStatus,
  type ReviewOutcome,
} from '@usance/domain';
import {
  ALERT_MODELS,
  alerts,
  REVIEW_MODELS,
  reviews,
  type AlertRow,
  type AlertsAnswer,
  type ReviewRow,
  type ReviewsAnswer,
  type ReviewStatus,
} from '@usance/projections';
import { inOrder } from '../http/agreement';
import { Day, Id, OneOf } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { queryHandler } from './query-handler';
import { pageAsked, TableQuery } from './read-query';

const ALERT_STATUSES = ['open', 'acknowledged', 'closed'] as const;
const REVIEW_STATUSES = ['due', 'overdue', 'done'] as const;

export class AlertsQuery extends TableQuery {
  @OneOf(ALERT_STATUSES, { optional: true })
  status?: AlertStatus;

  @OneOf(ALERT_SEVERITIES, { optional: true })
  severity?: AlertSeverity;

  @Id({ optional: true, example: 'B7' })
  buyer?: string;
}

export class ReviewsQuery extends TableQuery {
  @Day({ optional: true, means: 'Due on this day or later.' })
  from?: string;

  @Day<ReviewsQuery>({ optional: true, means: 'Due on this day or earlier.', agrees: inOrder('from', 'to') })
  to?: string;

  @OneOf(REVIEW_STATUSES, { optional: true, means: 'due: open, and not overdue.' })
  status?: ReviewStatus;
}

class Handling {
  @shown.text()
  by!: string;

  @shown.day()
  on!: string;

  @shown.text({ optional: true })
  note?: string;
}

class Closing extends Handling {
  @shown.word(ALERT_OUTCOMES)
  outcome!: AlertOutcome;
}

class Alert implements AlertRow {
  @shown.text({ example: 'utilisation-watch-1', means: "The buyer's own." })
  alertId!: string;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.text({ example: 'threshold', means: "threshold, or the kind of the signal or of the event in the buyer's country." })
  kind!: string;

  @shown.text({ optional: true, example: 'utilisation' })
  metric?: string;

  @shown.word(ALERT_LEVELS, { optional: true })
  level?: AlertLevel;

  @shown.text({ optional: true, example: '0.82', means: 'The metric as it was.' })
  value?: string;

  @shown.text({ optional: true, example: '0.75', means: 'The level as the credit policy set it.' })
  threshold?: string;

  @shown.word(ALERT_SEVERITIES)
  severity!: AlertSeverity;

  @shown.day()
  raisedOn!: string;

  @shown.text({ optional: true })
  source?: string;

  @shown.text({ optional: true })
  note?: string;

  @shown.word(ALERT_STATUSES)
  status!: AlertStatus;

  @shown.one(Handling, { optional: true })
  acknowledged?: Handling;

  @shown.one(Closing, { optional: true })
  closed?: Closing;
}

class AlertTable implements AlertsAnswer {
  @shown.position()
  position!: string;

  @shown.list(Alert)
  rows!: Alert[];

  @shown.nextCursor()
  nextCursor?: string;
}

class Review implements ReviewRow {
  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.day()
  dueOn!: string;

  @shown.text({ example: 'periodic', means: "periodic: by the credit policy's rhythm; else as it was scheduled." })
  kind!: string;

  @shown.word(REVIEW_STATUSES)
  status!: ReviewStatus;

  @shown.day({ optional: true })
  completedOn?: string;

  @shown.text({ optional: true })
  reviewer?: string;

  @shown.word(REVIEW_OUTCOMES, { optional: true })
  outcome?: ReviewOutcome;

  @shown.text({ optional: true })
  note?: string;
}

class ReviewTable implements ReviewsAnswer {
  @shown.position()
  position!: string;

  @shown.list(Review)
  rows!: Review[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const alertsHandler = queryHandler(AlertsQuery, ALERT_MODELS, async (query, { models }) => {
  const { seller, status, severity, buyer } = query;
  return alerts(models, seller, {
    ...(status !== undefined && { status }),
    ...(severity !== undefined && { severity }),
    ...(buyer !== undefined && { buyer }),
    ...pageAsked(query),
  });
});

export const reviewsHandler = queryHandler(ReviewsQuery, REVIEW_MODELS, async (query, { models, today }) => {
  const { seller, from, to, status } = query;
  return reviews(models, seller, { today: await today(), from, to, status, ...pageAsked(query) });
});

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class AlertsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('alerts')
  @Table<AlertsAnswer>(['alertId', 'buyerId', 'kind', 'metric', 'level', 'value', 'threshold', 'severity', 'raisedOn', 'status'])
  @describeQuery(AlertsQuery, {
    id: 'alerts',
    summary: 'Alerts on buyers, the latest raised first.',
    answer: AlertTable,
    table: true,
  })
  alerts(@Asked(AlertsQuery) query: AlertsQuery): Promise<AlertsAnswer> {
    return this.queries.execute(query);
  }

  @Get('reviews')
  @Table<ReviewsAnswer>(['buyerId', 'dueOn', 'kind', 'status', 'completedOn', 'reviewer', 'outcome', 'note'])
  @describeQuery(ReviewsQuery, {
    id: 'reviews',
    summary: 'Reviews of buyers by the day on which they are, or were, due.',
    answer: ReviewTable,
    table: true,
  })
  reviews(@Asked(ReviewsQuery) query: ReviewsQuery): Promise<ReviewsAnswer> {
    return this.queries.execute(query);
  }
}
