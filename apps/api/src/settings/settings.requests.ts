import { priceIndex, settings, type RecordIndex, type Wire } from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { Day, Decimal, Id, Text } from '../http/fields';
import { PublishCreditPolicyRequest } from './credit-policy.requests';
import { PublishLimitRuleRequest } from './limit-rule.requests';
import { PublishScorecardRequest } from './scorecard.requests';
import { versionAnswer } from './version.answer';

export class RecordIndexRequest implements Wire<RecordIndex> {
  @Id({ example: 'LME-CU' })
  index!: string;

  @Decimal({ example: '8612.50' })
  value!: string;

  @Day()
  asOf!: string;

  @Text({ example: 'LME official prices' })
  source!: string;
}

export const settingsRequests = requestsFor(settings)({
  PublishCreditPolicy: [
    PublishCreditPolicyRequest,
    'Says how credit is given from a day on; the server numbers the version.',
    versionAnswer,
  ],
  PublishScorecard: [
    PublishScorecardRequest,
    'Says how buyers are scored from a day on; the server numbers the version.',
    versionAnswer,
  ],
  PublishLimitRule: [
    PublishLimitRuleRequest,
    'Says by what limits change from a day on; the server numbers the version.',
    versionAnswer,
  ],
});

export const indexRequests = requestsFor(priceIndex)({
  RecordIndex: [RecordIndexRequest, 'Notes the value of an index on a day; limits that follow it are looked at again.'],
});
