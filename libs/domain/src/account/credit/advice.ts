import { termsOf, type PolicyInForce } from '../../settings/credit-policy';
import { least, money, UNGRADED, type Grade, type Money, type Reason } from '../../shared';
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
  const { amount, termsDays, kind, grade, first, inForce } = asked;
  const terms = termsOf(policy, grade ?? UNGRADED);
  const nothing: LimitAdvice = { amount: money(0n, amount.currency), termsDays: 0 };
  if (!terms) return { outcome: 'referred', advice: nothing, reasons: [{ code: 'NO_POLICY', facts: {} }] };
  if (policy.currency !== amount.currency)
    return { outcome: 'referred', advice: nothing, reasons: [currencyOther(policy.currency, amount.currency)] };
  if (kind === 'cancel') return { outcome: 'approved', advice: nothing, reasons: [] };
  const cap = first || grade === undefined ? terms.initialLimit : terms.maxLimit;
  const advice: LimitAdvice = {
    amount: money(least(amount.minor, cap.minor), amount.currency),
    termsDays: Math.min(termsDays, terms.maxTermsDays),
  };
  const reasons: Reason[] = [];
  if (amount.minor > cap.minor) reasons.push({ code: 'AMOUNT_ABOVE_CAP', facts: { cap, asked: amount } });
  if (termsDays > terms.maxTermsDays)
    reasons.push({ code: 'TERMS_TOO_LONG', facts: { maxTermsDays: terms.maxTermsDays, termsDays } });
  if (kind === 'increase' && inForce !== undefined && cap.minor <= inForce)
    return { outcome: 'referred', advice, reasons: [...reasons, { code: 'CAP_NOT_ABOVE_LIMIT', facts: { cap } }] };
  if (reasons.length === 0) return { outcome: 'approved', advice, reasons };
  if (!policy.partialGrants) return { outcome: 'referred', advice, reasons };
  return { outcome: advice.amount.minor === 0n ? 'refused' : 'partly_approved', advice, reasons };
};

const currencyOther = (expected: string | undefined, given: string): Reason => ({
  code: 'CURRENCY_MISMATCH',
  facts: { expected, given },
});
