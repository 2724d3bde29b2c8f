import type { Account } from '../account/account';
import { paymentBehaviour } from '../account/credit/payment-behaviour';
import { fileOn, type Buyer, type BuyerFacts } from '../buyer/buyer';
import type { Merges, MergesFacts } from '../buyer/merges';
import { ratingOn, type Country } from '../country/country';
import { BUILT_IN_POLICY } from '../settings/credit-policy';
import { BUILT_IN_SCORECARD } from '../settings/scorecard';
import { CREDIT_POLICY, policyOn, scorecardId, scorecardOn, type Settings } from '../settings/settings';
import { hasRaised, type CalendarDate } from '../shared';
import { BUSINESS_DAY, revisionsOf, type Joined } from './context';

/** What the rules of a buyer's file look at. */
export interface AroundFile {
  readonly day: CalendarDate;
  readonly policy: Settings;
  readonly scorecard: Settings;
  readonly country: Country;
  readonly account: Account;
}

export const readByFile: Joined<Buyer, BuyerFacts, AroundFile>['reads'] = (file, { name, payload }) => {
  const { buyerId, alertId, scoredOn, model = BUILT_IN_SCORECARD.model } = payload;
  const policy = { category: 'settings', id: CREDIT_POLICY };
  const account = { category: 'account', id: String(buyerId) };
  const scorecard = { category: 'settings', id: scorecardId(String(model)) };
  const country = fileOn(file, String(scoredOn))?.country;
  switch (name) {
    case 'RegisterBuyer':
      return { day: BUSINESS_DAY };
    case 'ScoreBuyer':
      return { policy, scorecard, account, ...(country !== undefined && { country: { category: 'country', id: country } }) };
    case 'OverrideGrade':
    case 'EndGradeOverride':
      return { policy, account };
    case 'CompleteReview':
      return { policy };
    case 'AcknowledgeAlert':
    case 'CloseAlert':
      return file.alerts.has(String(alertId)) ? {} : { account };
    default:
      return {};
  }
};

export const toldToFile: Joined<Buyer, BuyerFacts, AroundFile>['facts'] = ({ day, ...streams }) => {
  const { policy, scorecard, country, account } = streams;
  const lastLimit = account?.state.limits.at(-1);
  return {
    businessDay: day?.state ?? '',
    policyOn: (on) => (policy ? policyOn(policy.state, on) : BUILT_IN_POLICY),
    scorecardOn: (model, on) => scorecard && scorecardOn(scorecard.state, model, on),
    countryRatingOn: (on) => country && ratingOn(country.state, on),
    paymentBehaviourOn: (on) => (account ? paymentBehaviour(account.state, on) : {}),
    lastLimit: lastLimit && { on: lastLimit.from, changes: account?.state.limits.length ?? 0 },
    raisedByAccount: (alertId) =>
      Object.entries(account?.state.levels ?? {}).some(([metric, levels]) => hasRaised(metric, levels, alertId)),
    seen: revisionsOf(streams),
  };
};

/** What a merge looks at: both files. */
export interface AroundMerge {
  readonly kept: Buyer;
  readonly duplicate: Buyer;
}

export const readByMerge: Joined<Merges, MergesFacts, AroundMerge>['reads'] = (_merges, { payload }) => ({
  kept: { category: 'buyer', id: String(payload.buyerId) },
  duplicate: { category: 'buyer', id: String(payload.duplicateId) },
});

export const toldToMerge: Joined<Merges, MergesFacts, AroundMerge>['facts'] = ({ kept, duplicate }) => ({
  keptIsRegistered: kept?.state.file !== undefined,
  duplicateIsRegistered: duplicate?.state.file !== undefined,
});
