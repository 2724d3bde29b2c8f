import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags, IntersectionType, OmitType } from '@nestjs/swagger';
import {
  creditPolicyOf,
  scorecardOf,
  SETTING_MODELS,
  type CreditPolicyAnswer,
  type ScorecardAnswer,
  type WhichVersion,
} from '@usance/projections';
import { unwantedWhen } from '../http/agreement';
import { Day, Id, Whole } from '../http/fields';
import { shown } from '../http/shown';
import { PublishCreditPolicyRequest } from '../settings/credit-policy.requests';
import { PublishScorecardRequest } from '../settings/scorecard.requests';
import { Asked, describeQuery } from './asked';
import { queryHandler, type Sources } from './query-handler';
import { dayOf, ReadQuery } from './read-query';

const MOST_VERSIONS = 999_999_999;

export class CreditPolicyQuery extends ReadQuery {
  @Whole(0, MOST_VERSIONS, { optional: true, means: 'The version of this number; 0 is what is built in.' })
  version?: number;

  @Day<CreditPolicyQuery>({
    optional: true,
    means: 'The version in force on the day; the business day when neither is said.',
    agrees: unwantedWhen('on', ({ version }) => version !== undefined, 'A version is named. Leave one of them out.'),
  })
  on?: string;
}

export class ScorecardQuery extends ReadQuery {
  @Id({ example: 'usance' })
  model!: string;

  @Whole(0, MOST_VERSIONS, {
    optional: true,
    means: 'The version of this number, 0 is what is built in; when absent the one in force on the business day.',
  })
  version?: number;
}

class PublishedVersion {
  @shown.position()
  position!: string;

  @shown.count({ means: 'Numbered by the server; 0 is what is built in.' })
  version!: number;

  @shown.day({ optional: true, means: 'The first day on which it counts; absent in version 0.' })
  publishedOn?: string;
}

class CreditPolicy extends IntersectionType(
  PublishedVersion,
  OmitType(PublishCreditPolicyRequest, ['publishedOn', 'currency'] as const),
) {
  @shown.currency({ optional: true, means: 'Absent in version 0.' })
  currency?: string;
}

class Scorecard extends IntersectionType(PublishedVersion, OmitType(PublishScorecardRequest, ['publishedOn'] as const)) {}

const which = async (
  { version, on }: { readonly version?: number; readonly on?: string },
  { today }: Sources,
): Promise<WhichVersion> => (version === undefined ? { on: await dayOf(on, today) } : { version });

export const creditPolicyHandler = queryHandler(CreditPolicyQuery, SETTING_MODELS, async (query, sources) =>
  creditPolicyOf(sources.models, query.seller, await which(query, sources)),
);

export const scorecardHandler = queryHandler(ScorecardQuery, SETTING_MODELS, async ({ seller, model, version }, sources) =>
  scorecardOf(sources.models, seller, model, await which({ version }, sources)),
);

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class SettingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('credit-policy')
  @describeQuery(CreditPolicyQuery, {
    id: 'creditPolicy',
    summary: 'How credit is given: a version of the policy, or the one in force on a day.',
    answer: CreditPolicy,
  })
  creditPolicy(@Asked(CreditPolicyQuery) query: CreditPolicyQuery): Promise<CreditPolicyAnswer> {
    return this.queries.execute(query);
  }

  @Get('scorecards/:model')
  @describeQuery(ScorecardQuery, {
    id: 'scorecard',
    summary: 'How buyers are scored by a model: one version of it, or the one in force.',
    answer: Scorecard,
    path: ['model'],
  })
  scorecard(@Asked(ScorecardQuery) query: ScorecardQuery): Promise<ScorecardAnswer> {
    return this.queries.execute(query);
  }
}
