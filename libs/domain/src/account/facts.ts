import type { PolicyInForce } from '../settings/credit-policy';
import type { LimitRule } from '../settings/limit-rule';
import type { CalendarDate, Decimal, Grade, GradeOnDay, Money, SeenRevisions } from '../shared';
import type { Account } from './account';

/** What the seller knows of the buyer beside the account: its file. */
export interface BuyerSeen {
  /** The number under which a public register knows the company. */
  readonly registrationId?: string;
  readonly keyAccount: boolean;
  readonly gradeOn: (day: CalendarDate) => GradeOnDay | undefined;
  /** Whether an insolvency filing was observed by the day. */
  readonly insolventOn: (day: CalendarDate) => boolean;
  /** The due day of a review that is overdue on the day. */
  readonly overdueReviewOn: (day: CalendarDate) => CalendarDate | undefined;
}

/** What an insurer covers of the buyer, and what the seller bears on top at its own risk. */
export interface CoverSeen {
  readonly cover: Money;
  readonly ownRisk: Money;
}

/** What an account's rules know from outside its stream. What a command has no use for is not looked at, and is as if it were not. */
export interface AccountFacts {
  /** Whether the buyer's file exists. Read only while the account is new. */
  readonly buyerRegistered: boolean;
  readonly buyer: BuyerSeen;
  /** The day that the business lives in: for rules that say so, and for the thresholds. */
  readonly businessDay: CalendarDate;
  /** The credit policy in force on a day. */
  readonly policyOn: (day: CalendarDate) => PolicyInForce;
  /** Sanctions on the buyer's country that stand on the day: the event's id. */
  readonly sanctionsOn: (day: CalendarDate) => string | undefined;
  /** The kept buyer, when this one's file was merged as a duplicate. */
  readonly mergedInto?: string;
  /** The accounts of the duplicates that were merged into this one: they count with it. */
  readonly duplicates: readonly Account[];
  /** The limit rule that is run, as it is in force on a day. */
  readonly limitRuleOn: (day: CalendarDate) => LimitRule | undefined;
  /** The index that the rule follows, on a day. */
  readonly indexOn: (day: CalendarDate) => Decimal | undefined;
  /** Cover by a credit insurer on a day; none, until there is one. */
  readonly coverOn?: (day: CalendarDate) => CoverSeen | undefined;
  /** Of the newest event that was read, a decimal string. */
  readonly position: string;
  /** The revisions of the streams that were looked at. */
  readonly seen: SeenRevisions;
}

/** The buyer's grade on a day as an event keeps it: absent when there is none. */
export const gradeOn = ({ buyer }: AccountFacts, day: CalendarDate): { readonly grade?: Grade } => {
  const grade = buyer.gradeOn(day)?.grade;
  return grade === undefined ? {} : { grade };
};
