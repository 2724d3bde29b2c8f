import { termsOf, type PolicyInForce } from '../settings/credit-policy';
import { addDays, Refusal, UNGRADED, type CalendarDate } from '../shared';
import { fileOn, type Buyer, type DecideBuyer } from './buyer';
import type { ReviewOutcome } from './buyer.events';
import { gradeOn } from './grade';
import { theFile } from './guards';

/**
 * Says that the open review was done, and what came of it; limits change by their own commands. The next one is due after as many days
 * as the credit policy says for the buyer's grade, of a key account perhaps sooner.
 * Source: domain.md C06. Refused with BUYER_UNKNOWN, NO_REVIEW.
 */
export interface CompleteReview {
  readonly buyerId: string;
  readonly completedOn: CalendarDate;
  readonly reviewer: string;
  readonly outcome: ReviewOutcome;
  readonly note: string;
}

export const completeReview: DecideBuyer<CompleteReview> = (buyer, { buyerId, ...done }, { policyOn, seen }) => {
  theFile(buyer, buyerId);
  if (!buyer.review) throw new Refusal('NO_REVIEW', { buyerId });
  const policy = policyOn(done.completedOn);
  const nextDueOn = nextReviewOn(buyer, policy, done.completedOn);
  return [
    { type: 'ReviewCompleted', data: { dueOn: buyer.review.dueOn, ...done, nextDueOn, policyVersion: policy.version, seen } },
  ];
};

/** The sooner of what the policy says for the grade and for key accounts; undefined when it says nothing. */
const nextReviewOn = (buyer: Buyer, policy: PolicyInForce, day: CalendarDate): CalendarDate | undefined => {
  const grade = gradeOn(buyer, day)?.grade ?? UNGRADED;
  const ofKeyAccount = fileOn(buyer, day)?.keyAccount ? policy.review.keyAccountDays : undefined;
  const rhythms = [termsOf(policy, grade)?.reviewEveryDays, ofKeyAccount].filter((days) => days !== undefined);
  return rhythms.length === 0 ? undefined : addDays(day, Math.min(...rhythms));
};
