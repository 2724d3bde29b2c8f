import { termsOf, type PolicyInForce } from '../../settings/credit-policy';
import { least, money, type Grade, type Money, type Reason } from '../../shared';
import type { LimitAdvice, RequestKind } from './credit.events';

/** What a request asks for, and what the policy has to know of the buyer. */
export interface Asked {
  readonly kind: RequestKind;
  readonly amount: Money;
  readonly termsDays: number;
  readonly grade?: Grade;
  /** Whether the buyer never had a limit. */
  readonly first: boolean;
  /** The limit in force; none for a first one. */
  readonly inForce?: bigint;
}

/** What the policy says: decided at once, with why, or left to a person. */
export interface Advised {
  readonly outcome: 'approved' | 'partly_approved' | 'refused' | 'referred';
  readonly advice: LimitAdvice;
  readonly reasons: readonly Reason[];
}

/**
 * What the credit policy makes of a request. Its cap: the grade's first limit for a buyer that never had one, or that has no grade
 * (which counts as 6), else the grade's highest. Inside cap and terms it is approved; above, cut to them where the policy
 * grants in part (a cut to nothing is a refusal), else referred to a person. A policy that does not know the buyer's currency, or
 * is not published, refers everything. Source: api-credit.md "Limits and requests".
 */
export const adviceOn = (policy: PolicyInForce, asked: Asked): Advised => {
  const { amount, kind } = asked;
  const nothing: LimitAdvice = { amount: money(0n, amount.currency), termsDays: 0 };
  const terms = termsOf(policy, asked.grade);
  if (!terms) return { outcome: 'referred', advice: nothing, reasons: [{ code: 'NO_POLICY', facts: {} }] };
  if (policy.currency !== amount.currency)
    return { outcome: 'referred', advice: nothing, reasons: [currencyOther(policy.currency, amount.currency)] };
  if (kind === 'cancel') return { outcome: 'approved', advice: nothing, reasons: [] };
  const cap = asked.first || asked.grade === undefined ? terms.initialLimit : terms.maxLimit;
  const advice: LimitAdvice = {
    amount: money(least(amount.minor, cap.minor), amount.currency),
    termsDays: Math.min(asked.termsDays, terms.maxTermsDays),
  };
  const reasons = outside(asked, cap, terms.maxTermsDays);
  return { outcome: outcomeOf(policy, reasons, advice), advice, reasons };
};

/** What of the request lies outside the policy. */
const outside = ({ amount, termsDays, kind, inForce = 0n }: Asked, cap: Money, maxTermsDays: number): Reason[] => {
  const found: (Reason | false)[] = [
    amount.minor > cap.minor && { code: 'AMOUNT_ABOVE_CAP', facts: { cap, asked: amount } },
    termsDays > maxTermsDays && { code: 'TERMS_TOO_LONG', facts: { maxTermsDays, termsDays } },
    kind === 'increase' && cap.minor <= inForce && { code: 'CAP_NOT_ABOVE_LIMIT', facts: { cap } },
  ];
  return found.filter((reason) => reason !== false);
};

/** An increase whose cap is not above the limit in force is a person's, whatever the policy grants in part. */
const outcomeOf = ({ partialGrants }: PolicyInForce, reasons: readonly Reason[], { amount }: LimitAdvice): Advised['outcome'] => {
  if (reasons.length === 0) return 'approved';
  if (!partialGrants || reasons.some(({ code }) => code === 'CAP_NOT_ABOVE_LIMIT')) return 'referred';
  return amount.minor === 0n ? 'refused' : 'partly_approved';
};

const currencyOther = (expected: string | undefined, given: string): Reason => ({
  code: 'CURRENCY_MISMATCH',
  facts: { expected, given },
});
