import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { LIMIT_MODELS, limitsOf, type LimitAnswer, type LimitRow } from '@usance/projections';
import { Day, Id } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { queryHandler } from './query-handler';
import { dayOf, ReadQuery } from './read-query';

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

  @shown.nullable({ example: 'EUR' })
  currency!: string | null;

  @shown.amount({ means: 'In force on the day; zero when none is.' })
  limit!: string;

  @shown.word(LIMIT_STATUSES)
  limitStatus!: LimitAnswer['limitStatus'];

  @shown.day({ optional: true })
  validTo?: string;

  @shown.count({ optional: true })
  maxTermsDays?: number;

  @shown.list(LimitDecision, { means: 'Every decision, in the order of recording.' })
  history!: LimitDecision[];
}

export const limitsHandler = queryHandler(LimitsQuery, LIMIT_MODELS, async ({ seller, buyer, on }, { models, today }) =>
  limitsOf(models, seller, { buyer, on: await dayOf(on, today) }),
);

@Controller('v1/sellers/:seller/limits')
@ApiTags('read models')
export class LimitsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':buyer')
  @describeQuery(LimitsQuery, {
    id: 'limits',
    summary: "A buyer's credit limit on a day, and every decision on it.",
    answer: Limits,
    path: ['buyer'],
  })
  of(@Asked(LimitsQuery) query: LimitsQuery): Promise<LimitAnswer> {
    return this.queries.execute(query);
  }
}
