import type { CalendarDate } from '../shared';
import type { CreditPolicyTerms } from './credit-policy';
import type { DecideSettings } from './settings';
import { next } from './versions';

/** Says how credit is given from a day on. Decisions of before keep the version that they were made with. Never refused. */
export interface PublishCreditPolicy extends CreditPolicyTerms {
  readonly publishedOn: CalendarDate;
}

export const publishCreditPolicy: DecideSettings<PublishCreditPolicy> = (
  { creditPolicies },
  policy,
  { businessDay: recordedOn },
) => [{ type: 'CreditPolicyPublished', data: { ...next(creditPolicies, policy), recordedOn } }];
