import { termsOf } from '../../settings/credit-policy';
import { money, UNGRADED, type CalendarDate, type Money, type Reason, type RefusalCode } from '../../shared';
import { currencyOf, type Account } from '../account';
import { blockingFlagOn, holdOn, requiredOn, securityOn } from '../credit/credit-line';
import { creditOn, overdueOn, shortfall, type CreditOn } from '../credit/standing';
import type { AccountFacts } from '../facts';
import type { OrderDecision, OrderOutcome } from './order.events';

/** Why an order is declined. */
type DeclineCode = Extract<RefusalCode, 'LIMIT_REFUSED' | 'LIMIT_WITHDRAWN' | 'FRAUD_FLAG'> | 'INSOLVENT' | 'SANCTIONED';

const DECLINES: ReadonlySet<string> = new Set<DeclineCode>([
  'LIMIT_REFUSED',
  'LIMIT_WITHDRAWN',
  'FRAUD_FLAG',
  'INSOLVENT',
  'SANCTIONED',
]);

/** An order, as far as its credit is concerned. */
export interface OrderToCheck {
  readonly amount: Money;
  readonly on: CalendarDate;
  readonly termsDays?: number;
  /** What the order holds already: it is decided without its own value. */
  readonly own?: bigint;
  /** It ships beyond the horizon, and asks for no credit yet. */
  readonly asksNoCredit?: boolean;
}

/**
 * Decides on an order by the credit line, the hold rules of the credit policy, and what is known of the buyer, all on one day. Every
 * code that applies is a reason; one that declines outweighs those that refer. A pure function of recorded inputs: the same again
 * from history. Source: api-credit.md "Orders"; hold reasons of domain rules 3.1.
 */
export const checkCredit = (account: Account, order: OrderToCheck, facts: AccountFacts): OrderDecision => {
  const { amount, on, own = 0n, asksNoCredit = false } = order;
  const standing = creditOn(account, on, facts);
  const credit = { ...standing, used: standing.used - own, available: standing.available + own };
  const policy = facts.policyOn(on);
  const missing = asksNoCredit ? undefined : shortfall(credit, amount, on);
  const reasons = [
    ...(missing ? [missing] : []),
    ...buyerReasons(account, on, facts),
    ...overdueReasons(account, on, facts),
    ...termsReasons(credit, order, facts),
  ];
  return {
    outcome: outcomeOf(reasons),
    reasons,
    policyVersion: policy.version,
    grade: facts.buyer.gradeOn(on)?.grade ?? null,
    available: money(credit.available, amount.currency),
    position: facts.position,
    seen: facts.seen,
  };
};

const outcomeOf = (reasons: readonly Reason[]): OrderOutcome => {
  if (reasons.some(({ code }) => DECLINES.has(code))) return 'decline';
  return reasons.length > 0 ? 'refer' : 'approve';
};

/** What is known of the buyer: fraud, insolvency, sanctions, holds, securities that are missing, reviews, contracts. */
const buyerReasons = (account: Account, on: CalendarDate, { buyer, policyOn, sanctionsOn }: AccountFacts): Reason[] => {
  const { review, contract } = policyOn(on);
  const found: (Reason | undefined)[] = [
    reason('FRAUD_FLAG', blockingFlagOn(account, on), (flagId) => ({ flagId })),
    buyer.insolventOn(on) ? { code: 'INSOLVENT', facts: {} } : undefined,
    reason('SANCTIONED', sanctionsOn(on), (eventId) => ({ eventId })),
    reason('BUYER_ON_HOLD', holdOn(account, on), ({ from }) => ({ since: from })),
    securityMissing(account, on),
    reason('REVIEW_OVERDUE', review.freezeWhenOverdue ? buyer.overdueReviewOn(on) : undefined, (dueOn) => ({ dueOn })),
    contract.onMissing === 'hold' && contract.required.length > 0
      ? { code: 'CONTRACT_INCOMPLETE', facts: { missing: contract.required } }
      : undefined,
  ];
  return found.filter((each) => each !== undefined);
};

const reason = <Found>(
  code: string,
  found: Found | undefined,
  facts: (found: Found) => Readonly<Record<string, unknown>>,
): Reason | undefined => (found === undefined ? undefined : { code, facts: facts(found) });

const securityMissing = (account: Account, on: CalendarDate): Reason | undefined => {
  const required = requiredOn(account, on);
  const { currency } = account;
  if (!required || currency === undefined) return undefined;
  const valid = securityOn(account, on, required.kinds);
  if (valid >= required.minor) return undefined;
  return { code: 'SECURITY_MISSING', facts: { required: money(required.minor, currency), valid: money(valid, currency) } };
};

/** The hold rules of the policy; each is strict: held above it. Disputed items count as overdue. */
const overdueReasons = (account: Account, on: CalendarDate, { policyOn, buyer, duplicates }: AccountFacts): Reason[] => {
  const { hold } = policyOn(on);
  const { open, overdue, oldestDays } = overdueOn(account, on, duplicates);
  const grade = buyer.gradeOn(on)?.grade;
  const reasons: Reason[] = [];
  if (oldestDays > hold.oldestOverdueDays)
    reasons.push({ code: 'OLDEST_OVERDUE', facts: { days: oldestDays, allowed: hold.oldestOverdueDays } });
  if (open > 0n && isAbove(overdue, open, hold.overdueShare))
    reasons.push({ code: 'OVERDUE_SHARE', facts: { ...amounts(account, { overdue, open }), allowed: hold.overdueShare } });
  if ((grade ?? UNGRADED) > hold.worstGrade)
    reasons.push({ code: 'GRADE', facts: { grade: grade ?? null, worst: hold.worstGrade } });
  return reasons;
};

const amounts = (account: Account, minors: Readonly<Record<string, bigint>>): Record<string, Money> =>
  Object.fromEntries(Object.entries(minors).map(([name, minor]) => [name, money(minor, currencyOf(account))]));

/** part / whole > share, exactly. */
const isAbove = (part: bigint, whole: bigint, share: string): boolean => {
  const [units = '0', decimals = ''] = share.split('.');
  return part * 10n ** BigInt(decimals.length) > whole * BigInt(units + decimals);
};

/** The order's terms against the limit's longest, else the grade's. */
const termsReasons = ({ limit }: CreditOn, { termsDays, on }: OrderToCheck, { policyOn, buyer }: AccountFacts): Reason[] => {
  if (termsDays === undefined) return [];
  const ofLimit = limit.status === 'in_force' ? limit.decision.maxTermsDays : undefined;
  const longest = ofLimit ?? termsOf(policyOn(on), buyer.gradeOn(on)?.grade ?? UNGRADED)?.maxTermsDays;
  return longest !== undefined && termsDays > longest
    ? [{ code: 'TERMS_TOO_LONG', facts: { maxTermsDays: longest, termsDays } }]
    : [];
};
