import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  CLAIM_MODELS,
  claimOf,
  claims,
  POLICY_MODELS,
  policyOf,
  type ClaimRow,
  type ClaimsAnswer,
  type PolicyAnswer,
} from '@usance/projections';
import { Id, Money, OneOf } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

const STATUSES = ['filed'] as const;
const CAUSES = ['protracted_default', 'insolvency'] as const;

export class PolicyQuery extends ReadQuery {
  @Id({ example: 'POL-2026' })
  policyId!: string;
}

export class ClaimQuery extends ReadQuery {
  @Id({ example: 'C-1' })
  claimId!: string;
}

export class ClaimsQuery extends TableQuery {
  @OneOf(STATUSES, { optional: true })
  status?: ClaimRow['status'];
}

class Policy implements PolicyAnswer {
  @shown.position()
  position!: string;

  @shown.text({ example: 'POL-2026' })
  policyId!: string;

  @shown.text()
  insurer!: string;

  @shown.currency()
  currency!: string;

  @shown.day()
  periodFrom!: string;

  @shown.day()
  periodTo!: string;

  @shown.text({ example: '0.90' })
  insuredShare!: string;

  @shown.one(Money)
  maximumLiability!: Money;

  @shown.count()
  maxTermsDays!: number;

  @shown.count()
  maximumExtensionDays!: number;

  @shown.count()
  waitingPeriodDays!: number;
}

class ClaimedInvoice {
  @shown.text({ example: 'INV-1001' })
  invoiceId!: string;

  @shown.amount({ means: 'When the claim was filed.' })
  open!: string;

  @shown.day()
  issuedOn!: string;

  @shown.day()
  dueOn!: string;
}

class Claim implements ClaimRow {
  @shown.text({ example: 'C-1' })
  claimId!: string;

  @shown.text()
  policyId!: string;

  @shown.text()
  buyer!: string;

  @shown.word(CAUSES)
  cause!: ClaimRow['cause'];

  @shown.word(STATUSES)
  status!: ClaimRow['status'];

  @shown.day()
  filedOn!: string;

  @shown.day({ optional: true })
  insolvencyOn?: string;

  @shown.currency()
  currency!: string;

  @shown.amount({ means: 'The sum of what was open on the invoices.' })
  claimed!: string;

  @shown.list(ClaimedInvoice)
  invoices!: ClaimedInvoice[];
}

class OneClaim extends Claim {
  @shown.position()
  position!: string;
}

class ClaimTable implements ClaimsAnswer {
  @shown.position()
  position!: string;

  @shown.list(Claim)
  rows!: Claim[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const policyHandler = queryHandler(PolicyQuery, POLICY_MODELS, async ({ seller, policyId }, { models }) =>
  policyOf(models, seller, { policyId }),
);

export const claimHandler = queryHandler(ClaimQuery, CLAIM_MODELS, async ({ seller, claimId }, { models }) =>
  claimOf(models, seller, { claimId }),
);

export const claimsHandler = queryHandler(ClaimsQuery, CLAIM_MODELS, async (query, { models }) =>
  claims(models, query.seller, { status: query.status, ...pageAsked(query) }),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class InsuranceController {
  constructor(private readonly queries: QueryBus) {}

  @Get('policies/:policyId')
  @describeQuery(PolicyQuery, { id: 'policy', summary: "A policy's terms.", answer: Policy, path: ['policyId'] })
  policy(@Asked(PolicyQuery) query: PolicyQuery): Promise<Policy> {
    return this.queries.execute(query);
  }

  @Get('claims')
  @Table<ClaimsAnswer>([
    'claimId',
    'policyId',
    'buyer',
    'cause',
    'status',
    'filedOn',
    'insolvencyOn',
    'currency',
    'claimed',
    ['invoiceIds', ({ invoices }) => invoices.map(({ invoiceId }) => invoiceId).join(' ')],
  ])
  @describeQuery(ClaimsQuery, { id: 'claims', summary: 'Claims, the latest filed first.', answer: ClaimTable, table: true })
  claims(@Asked(ClaimsQuery) query: ClaimsQuery): Promise<ClaimTable> {
    return this.queries.execute(query);
  }

  @Get('claims/:claimId')
  @describeQuery(ClaimQuery, { id: 'claim', summary: 'A claim as it stands.', answer: OneClaim, path: ['claimId'] })
  claim(@Asked(ClaimQuery) query: ClaimQuery): Promise<OneClaim> {
    return this.queries.execute(query);
  }
}
