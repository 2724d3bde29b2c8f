import { money, Refusal, type Approver, type CalendarDate, type Money } from '../../shared';
import type { Account, DecideAccount } from '../account';
import { mustBeInTheAccountsCurrency, mustBelongToABuyer, mustNotBeFlagged, mustTakeNewBusiness } from '../guards';
import { mustHaveAuthority } from './authority';
import type { LimitRequest } from './credit-line';
import type { LimitDecided } from './credit.events';
import { advisedOn, effectOf, reviewOn } from './request-limit';

/**
 * A person decides a referred request: gives what was asked, less, on conditions, or nothing. A refusal is a decision too (a limit
 * of nothing), but a refused change leaves the limit. What differs from the policy's advice is an override and kept with both.
 * Source: UN/EDIFACT 4507 and 4509 for outcomes and reasons, domain rules 2.2, 2.4 ("change effect: not retroactive").
 * Refused with BUYER_UNKNOWN, REQUEST_UNKNOWN, REQUEST_NOT_PENDING, LIMIT_RETROACTIVE, CURRENCY_MISMATCH, APPROVAL_LEVEL_TOO_LOW
 * when the approver's level does not cover what is granted, and, unless it is a refusal, BUYER_MERGED, FRAUD_FLAG.
 */
export interface DecideLimit {
  readonly buyerId: string;
  readonly requestId: string;
  readonly outcome: 'approved' | 'partly_approved' | 'conditional' | 'refused';
  /** What is granted; what was asked when absent. */
  readonly amount?: Money;
  /** What was asked when absent. */
  readonly termsDays?: number;
  /** Not for a refusal. */
  readonly validFrom?: CalendarDate;
  /** The last day. */
  readonly validTo?: CalendarDate;
  readonly conditions?: readonly string[];
  /** UN/EDIFACT 4509, 1 to 15. */
  readonly reasonCode?: number;
  readonly approver: Approver;
  readonly decidedOn: CalendarDate;
}

export const decideLimit: DecideAccount<DecideLimit> = (account, { buyerId, ...decision }, facts) => {
  const { requestId, decidedOn, validFrom = decidedOn, validTo, conditions, reasonCode, approver } = decision;
  mustBelongToABuyer(account, facts, buyerId);
  const request = theReferredRequest(account, requestId);
  if (validFrom < decidedOn) throw new Refusal('LIMIT_RETROACTIVE', { validFrom, decidedOn });
  const policy = facts.policyOn(decidedOn);
  const refused = decision.outcome === 'refused';
  const granted = grantedBy(decision, request);
  if (!refused) {
    mustTakeNewBusiness(facts);
    mustNotBeFlagged(account, decidedOn);
    mustBeInTheAccountsCurrency(account, granted.amount);
    mustHaveAuthority(policy, approver, granted.amount);
  }
  const grade = facts.buyer.gradeOn(decidedOn)?.grade;
  const asked = { amount: money(request.minor, granted.amount.currency), termsDays: request.termsDays };
  const { advice, reasons } = advisedOn(account, policy, grade, { kind: request.kind, ...asked, requestedOn: decidedOn });
  const effect = effectOf(request.kind, refused);
  const data: LimitDecided['data'] = {
    requestId,
    kind: request.kind,
    outcome: decision.outcome,
    decidedOn,
    approver,
    asked,
    advice,
    override: granted.amount.minor !== advice.amount.minor || (effect === 'set' && granted.termsDays !== advice.termsDays),
    amount: granted.amount,
    ...(!refused && { termsDays: granted.termsDays }),
    effect,
    validFrom,
    ...(effect === 'set' && validTo !== undefined && { validTo }),
    ...(conditions && { conditions }),
    ...(reasonCode !== undefined && { reasonCode }),
    reasons,
    policyVersion: policy.version,
    grade: grade ?? null,
    ...(effect === 'set' && { reviewOn: reviewOn(policy, grade, validFrom, facts.buyer.keyAccount) }),
    seen: facts.seen,
  };
  return [{ type: 'LimitDecided', data }];
};

/** REQUEST_UNKNOWN, REQUEST_NOT_PENDING */
const theReferredRequest = (account: Account, requestId: string): LimitRequest => {
  const request = account.requests.get(requestId);
  if (!request) throw new Refusal('REQUEST_UNKNOWN', { requestId });
  if (request.status !== 'referred') throw new Refusal('REQUEST_NOT_PENDING', { requestId });
  return request;
};

const grantedBy = (
  { outcome, amount, termsDays }: Omit<DecideLimit, 'buyerId'>,
  request: LimitRequest,
): { amount: Money; termsDays: number } => {
  const { currency } = request.advice.amount;
  const nothing = outcome === 'refused' || request.kind === 'cancel';
  return {
    amount: nothing ? money(0n, currency) : (amount ?? money(request.minor, currency)),
    termsDays: termsDays ?? request.termsDays,
  };
};
