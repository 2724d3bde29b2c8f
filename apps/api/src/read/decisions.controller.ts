import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  DECISION_MODELS,
  decisionsIn,
  LIMIT_REQUEST_MODELS,
  limitProposals,
  limitRequests,
  PROPOSAL_MODELS,
  type DecisionsAnswer,
  type LimitRequestRow,
  type ProposalRow,
  type TableAnswer,
} from '@usance/projections';
import { inOrder } from '../http/agreement';
import { Day, Id, OneOf } from '../http/fields';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { codesOf, signature } from './csv-cells';
import { DecisionCounts, PROPOSAL_STATUSES, ProposalTable, REQUEST_STATUSES, RequestedLimitTable } from './decisions.answers';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

export class LimitRequestsQuery extends TableQuery {
  @OneOf(REQUEST_STATUSES, { optional: true, means: 'Only requests with this status; referred waits for a person.' })
  status?: LimitRequestRow['status'];

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

export class LimitProposalsQuery extends TableQuery {
  @OneOf(PROPOSAL_STATUSES, { optional: true })
  status?: ProposalRow['status'];

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

export class DecisionsQuery extends ReadQuery {
  @Day({ optional: true, means: 'The first day.' })
  from?: string;

  @Day<DecisionsQuery>({ optional: true, means: 'The last day.', agrees: inOrder('from', 'to') })
  to?: string;

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

export const limitRequestsHandler = queryHandler(LimitRequestsQuery, LIMIT_REQUEST_MODELS, async (query, { models }) =>
  limitRequests(models, query.seller, { status: query.status, buyer: query.buyer, ...pageAsked(query) }),
);

export const limitProposalsHandler = queryHandler(LimitProposalsQuery, PROPOSAL_MODELS, async (query, { models }) =>
  limitProposals(models, query.seller, { status: query.status, buyer: query.buyer, ...pageAsked(query) }),
);

export const decisionsHandler = queryHandler(DecisionsQuery, DECISION_MODELS, async ({ seller, from, to, buyer }, { models }) =>
  decisionsIn(models, seller, { from, to, buyer }),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class DecisionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('limit-requests')
  @Table<TableAnswer<LimitRequestRow>>([
    'requestId',
    'buyerId',
    'kind',
    'status',
    'outcome',
    'currency',
    'requested',
    'requestedTermsDays',
    'requestedOn',
    ['advice', ({ advice }) => advice.amount],
    ['adviceTermsDays', ({ advice }) => advice.termsDays],
    'granted',
    'termsDays',
    'override',
    'decidedOn',
    ['approver', ({ approver }) => signature(approver)],
    'validFrom',
    'validTo',
    ['conditions', ({ conditions }) => conditions?.join('; ')],
    'reasonCode',
    ['reasons', ({ reasons }) => codesOf(reasons)],
    'policyVersion',
    'grade',
  ])
  @describeQuery(LimitRequestsQuery, {
    id: 'limitRequests',
    summary: 'Requests for limits, and what was decided on them.',
    answer: RequestedLimitTable,
    table: true,
  })
  requests(@Asked(LimitRequestsQuery) query: LimitRequestsQuery): Promise<TableAnswer<LimitRequestRow>> {
    return this.queries.execute(query);
  }

  @Get('limit-proposals')
  @Table<TableAnswer<ProposalRow>>([
    'proposalId',
    'ruleId',
    'ruleVersion',
    'buyerId',
    'currency',
    'from',
    'to',
    'on',
    'status',
    ['approver', ({ approver }) => signature(approver)],
    'decidedOn',
    'reason',
    'supersededBy',
    'inputs',
  ])
  @describeQuery(LimitProposalsQuery, {
    id: 'limitProposals',
    summary: 'What limit rules propose, and what became of it.',
    answer: ProposalTable,
    table: true,
  })
  proposals(@Asked(LimitProposalsQuery) query: LimitProposalsQuery): Promise<TableAnswer<ProposalRow>> {
    return this.queries.execute(query);
  }

  @Get('decisions')
  @describeQuery(DecisionsQuery, {
    id: 'decisions',
    summary: 'How many limits and orders were decided how, by whom and how fast, in a span of days.',
    answer: DecisionCounts,
  })
  decisions(@Asked(DecisionsQuery) query: DecisionsQuery): Promise<DecisionsAnswer> {
    return this.queries.execute(query);
  }
}
