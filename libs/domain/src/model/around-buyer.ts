import type { Account } from '../account/account';
import { hasAlert } from '../account/credit/assess';
import { paymentBehaviour } from '../account/credit/payment-behaviour';
import { fileOn, type Buyer, type BuyerFacts } from '../buyer/buyer';
import type { MergesFacts } from '../buyer/merges';
import { ratingOn, type Country } from '../country/country';
import { BUILT_IN_POLICY } from '../settings/credit-policy';
import { BUILT_IN_SCORECARD } from '../settings/scorecard';
import { CREDIT_POLICY, policyOn, scorecardId, scorecardOn, type Settings } from '../settings/settings';
import type { CalendarDate } from '../shared';
import { BUSINESS_DAY, revisionsOf, type AskedOfModel, type Joined, type StreamRef } from './context';

/** What the rules of a buyer's file look at. */
export interface AroundBuyer {
  readonly day: CalendarDate;
  readonly policy: Settings;
  readonly scorecard: Settings;
  readonly country: Country;
  readonly account: Account;
}

export const readByBuyer = (file: Buyer, { name, payload }: AskedOfModel): Partial<Record<keyof AroundBuyer, StreamRef>> => {
  const { buyerId, alertId, scoredOn, model: scorecard = BUILT_IN_SCORECARD.model } = payload;
  const policy = { category: 'settings', id: CREDIT_POLICY };
  const account = { category: 'account', id: String(buyerId) };
  const of = fileOn(file, String(scoredOn));
  switch (name) {
    case 'RegisterBuyer':
      return { day: BUSINESS_DAY };
    case 'ScoreBuyer':
      return {
        policy,
        account,
        scorecard: { category: 'settings', id: scorecardId(String(scorecard)) },
        ...(of && { country: { category: 'country', id: of.country } }),
      };
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

export const toldToBuyer: Joined<Buyer, BuyerFacts, AroundBuyer>['facts'] = (seen) => {
  const { day, ...streams } = seen;
  const { policy, scorecard, country: there, account } = streams;
  const limits = account?.state.limits ?? [];
  return {
    businessDay: day?.state ?? '',
    policyOn: (on) => (policy ? policyOn(policy.state, on) : BUILT_IN_POLICY),
    scorecardOn: (model, on) => scorecard && scorecardOn(scorecard.state, model, on),
    countryRatingOn: (on) => there && ratingOn(there.state, on),
    paymentBehaviourOn: (on) => (account ? paymentBehaviour(account.state, on) : {}),
    lastLimit: { grade: limits.at(-1)?.grade ?? null, changes: limits.length },
    raisedByAccount: (alertId) => account !== undefined && hasAlert(account.state, alertId),
    seen: revisionsOf(streams),
  };
};

/** What a merge looks at. */
export interface AroundMerge {
  readonly day: CalendarDate;
  readonly kept: Buyer;
  readonly duplicate: Buyer;
}

export const readByMerge: Joined<unknown, MergesFacts, AroundMerge>['reads'] = (
  _merges,
  { payload: { buyerId, duplicateId } },
) => ({
  day: BUSINESS_DAY,
  kept: { category: 'buyer', id: String(buyerId) },
  duplicate: { category: 'buyer', id: String(duplicateId) },
});

export const toldToMerge: Joined<unknown, MergesFacts, AroundMerge>['facts'] = ({ day, kept, duplicate }) => ({
  businessDay: day?.state ?? '',
  keptIsRegistered: kept?.state.file !== undefined,
  duplicateIsRegistered: duplicate?.state.file !== undefined,
});
