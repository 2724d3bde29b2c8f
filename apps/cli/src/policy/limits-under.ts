import {
  currencyOf,
  limitOn,
  money,
  termsOf,
  UNGRADED,
  type CalendarDate,
  type CreditPolicyTerms,
  type Grade,
  type Money,
} from '@usance/domain';
import type { AccountSeen } from './accounts-seen';

/** A limit that is in force. */
export interface LimitHeld {
  readonly buyer: string;
  readonly limit: Money;
  /** Absent: none, which counts as 6. */
  readonly grade?: Grade;
}

/** The account's limit that is in force on the day, with the buyer's grade; none of a duplicate, which gets no new business. */
export const limitHeld = ({ buyer, account, facts }: AccountSeen, day: CalendarDate): LimitHeld | undefined => {
  const { status, minor } = limitOn(account.limits, day);
  if (status !== 'in_force' || facts.mergedInto !== undefined) return undefined;
  return { buyer, limit: money(minor, currencyOf(account)), grade: facts.buyer.gradeOn(day)?.grade };
};

/** A limit in force that a policy would not give. */
export interface LimitAbove extends LimitHeld {
  readonly cap: Money;
}

/** What a policy makes of the limits in force. They stay as they are: a policy decides on requests. */
export interface LimitsUnder {
  /** Above the cap of the buyer's grade, what is furthest above it first. */
  readonly above: readonly LimitAbove[];
  /** In another currency than the policy's: their requests would be referred. */
  readonly elsewhere: readonly LimitHeld[];
}

/** Holds the limits in force against a policy: a buyer without a grade has the first limit of grade 6 as its cap. */
export const limitsUnder = (policy: CreditPolicyTerms, held: readonly LimitHeld[]): LimitsUnder => ({
  above: held
    .filter(({ limit }) => limit.currency === policy.currency)
    .map((each) => ({ ...each, cap: capOf(policy, each.grade) }))
    .filter(({ limit, cap }) => limit.minor > cap.minor)
    .sort((a, b) => Number(b.limit.minor - b.cap.minor - (a.limit.minor - a.cap.minor)) || (a.buyer < b.buyer ? -1 : 1)),
  elsewhere: held.filter(({ limit }) => limit.currency !== policy.currency),
});

const capOf = (policy: CreditPolicyTerms, grade: Grade | undefined): Money => {
  const terms = termsOf(policy, grade ?? UNGRADED);
  if (!terms) throw new Error(`a policy without grade ${grade ?? UNGRADED}`);
  return grade === undefined ? terms.initialLimit : terms.maxLimit;
};
