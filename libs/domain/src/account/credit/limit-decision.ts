import { addDays, type CalendarDate, type Grade } from '../../shared';
import { termsOf, type PolicyInForce } from '../../settings/credit-policy';
import type { AccountFacts } from '../facts';
import type { LimitDecided, RequestKind } from './credit.events';

/** What a decision on a request says, whoever takes it; the rest of the event follows from the day and the policy. */
export type Ruling = Omit<LimitDecided['data'], 'thresholds' | 'policyVersion' | 'grade' | 'reviewOn' | 'seen'>;

/** The event of a decision: with the policy, the grade and the next review as of its day. */
export const limitDecided = (ruling: Ruling, facts: AccountFacts): LimitDecided => {
  const policy = facts.policyOn(ruling.decidedOn);
  const grade = facts.buyer.gradeOn(ruling.decidedOn)?.grade;
  const isSet = ruling.effect === 'set';
  const data: LimitDecided['data'] = {
    ...ruling,
    validTo: isSet ? ruling.validTo : undefined,
    policyVersion: policy.version,
    grade: grade ?? null,
    reviewOn: isSet ? reviewOn(policy, grade, ruling.validFrom, facts.buyer.keyAccount) : undefined,
    seen: facts.seen,
  };
  return { type: 'LimitDecided', data };
};

/** What a decision does to the limit. A refused change leaves it; a refused first limit is a decision: no credit. */
export const effectOf = (kind: RequestKind, refused: boolean): LimitDecided['data']['effect'] => {
  if (refused) return kind === 'new' ? 'refused' : 'none';
  return kind === 'cancel' ? 'withdrawn' : 'set';
};

/** The day on which a buyer whose limit begins is looked at again; key accounts sooner. None where no policy says how often. */
const reviewOn = (
  policy: PolicyInForce,
  grade: Grade | undefined,
  from: CalendarDate,
  keyAccount: boolean,
): CalendarDate | undefined => {
  const every = termsOf(policy, grade)?.reviewEveryDays;
  if (every === undefined) return undefined;
  return addDays(from, keyAccount ? Math.min(every, policy.review.keyAccountDays) : every);
};
