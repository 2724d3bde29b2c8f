import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  LIMIT_MODELS,
  limitHistory,
  limitsOf,
  type LimitAnswer,
  type LimitHistoryAnswer,
  type LimitRow,
  type TemporaryRow,
} from '@usance/projections';
import { Approver, Day, Id, Instant } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { signature } from './csv-cells';
import { queryHandler } from './query-handler';
import { dayOf, pageAsked, ReadQuery, TableQuery } from './read-query';

/** In force, or the code of the refusal that an invoice would meet. */
export const LIMIT_STATUSES = [
  'in_force',
  'NO_LIMIT',
  'LIMIT_NOT_YET_VALID',
  'LIMIT_EXPIRED',
  'LIMIT_WITHDRAWN',
  'LIMIT_REFUSED',
] as const;

const DECISIONS = ['granted', 'LIMIT_WITHDRAWN', 'LIMIT_REFUSED'] as const;

export class LimitsQuery extends ReadQuery {
  @Id({ example: 'B7' })
  buyer!: string;

  @Day({ optional: true, means: 'The business day when absent.' })
  on?: string;

  @Instant({ optional: true, means: 'Leaves out what was recorded later.' })
  knownAt?: string;
}

export class LimitHistoryQuery extends TableQuery {
  @Id({ example: 'B7' })
  buyer!: string;
}

class LimitDecision implements LimitRow {
  @shown.day()
  effectiveFrom!: string;

  @shown.amount()
  amount!: string;

  @shown.day({ optional: true })
  validTo?: string;

  @shown.count({ optional: true })
  maxTermsDays?: number;

  @shown.word(DECISIONS)
  status!: LimitRow['status'];

  @shown.text({ optional: true })
  reason?: string;

  @shown.oneOr(Approver, 'policy', { optional: true, means: 'policy: decided at once, inside the credit policy.' })
  approver?: LimitRow['approver'];

  @shown.text({ optional: true, means: 'The request that was decided.' })
  requestId?: string;

  @shown.text({ optional: true, means: "The limit rule's proposal that was taken up." })
  proposalId?: string;

  @shown.count({ optional: true, means: "The buyer's grade when it was decided." })
  grade?: LimitRow['grade'];

  @shown.instant()
  recordedAt!: string;
}

class TemporaryLimit implements TemporaryRow {
  @shown.amount({ means: 'On top of a limit in force.' })
  amount!: string;

  @shown.day()
  validFrom!: string;

  @shown.day({ means: 'The last day.' })
  validTo!: string;

  @shown.text()
  reason!: string;

  @shown.one(Approver)
  approver!: Approver;

  @shown.instant()
  recordedAt!: string;
}

class Limits implements LimitAnswer {
  @shown.position()
  position!: string;

  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.day()
  on!: string;

  @shown.instant({ optional: true })
  knownAt?: string;

  @shown.nullable({ example: 'EUR' })
  currency!: string | null;

  @shown.amount({ means: 'In force on the day; zero when none is.' })
  limit!: string;

  @shown.word(LIMIT_STATUSES)
  limitStatus!: LimitAnswer['limitStatus'];

  @shown.amount({ means: 'On top of a limit in force on the day.' })
  temporary!: string;

  @shown.day({ optional: true })
  validTo?: string;

  @shown.count({ optional: true })
  maxTermsDays?: number;

  @shown.list(LimitDecision, { means: 'Every decision, in the order of recording.' })
  history!: LimitDecision[];

  @shown.list(TemporaryLimit, { means: 'Every amount on top, in the order of recording.' })
  temporaryLimits!: TemporaryLimit[];
}

class LimitDecisionRow extends LimitDecision {
  @shown.nullable({ example: 'EUR' })
  currency!: string | null;
}

class LimitHistory implements LimitHistoryAnswer {
  @shown.position()
  position!: string;

  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.list(LimitDecisionRow)
  rows!: LimitDecisionRow[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const limitsHandler = queryHandler(LimitsQuery, LIMIT_MODELS, async (query, { models, today }) => {
  const { seller, buyer, on, knownAt } = query;
  return limitsOf(models, seller, { buyer, on: await dayOf(on, today), knownAt });
});

export const limitHistoryHandler = queryHandler(LimitHistoryQuery, LIMIT_MODELS, async (query, { models }) =>
  limitHistory(models, query.seller, { buyer: query.buyer, ...pageAsked(query) }),
);

@Controller('v1/sellers/:seller/limits')
@ApiTags('read models')
export class LimitsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':buyer')
  @describeQuery(LimitsQuery, {
    id: 'limits',
    summary: "A buyer's credit limit on a day, and every decision on it: as of any day, and as it was known at any moment.",
    answer: Limits,
    path: ['buyer'],
  })
  of(@Asked(LimitsQuery) query: LimitsQuery): Promise<LimitAnswer> {
    return this.queries.execute(query);
  }

  @Get(':buyer/history')
  @Table<LimitHistoryAnswer>([
    'effectiveFrom',
    'amount',
    'currency',
    'validTo',
    'maxTermsDays',
    'status',
    'reason',
    ['approver', ({ approver }) => signature(approver)],
    'requestId',
    'proposalId',
    'grade',
    'recordedAt',
  ])
  @describeQuery(LimitHistoryQuery, {
    id: 'limitHistory',
    summary: "Every decision on a buyer's credit limit, in the order of recording.",
    answer: LimitHistory,
    path: ['buyer'],
    table: true,
  })
  history(@Asked(LimitHistoryQuery) query: LimitHistoryQuery): Promise<LimitHistoryAnswer> {
    return this.queries.execute(query);
  }
}
