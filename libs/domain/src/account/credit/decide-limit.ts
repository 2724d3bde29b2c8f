import { money, Refusal, type Approver, type CalendarDate, type Money } from '../../shared';
import { inCurrency, type Account, type DecideAccount } from '../account';
import type { AccountFacts } from '../facts';
import {
  mustBeInTheAccountsCurrency,
  mustBelongToABuyer,
  mustNotBeFlagged,
  mustTakeNewBusiness,
  theLimitInForce,
} from '../guards';
import { mustHaveAuthority } from './authority';
import type { LimitRequest } from './credit-line';
import type { RequestKind } from './credit.events';
import { effectOf, limitDecided, type Ruling } from './limit-decision';
import { advisedOn, lastDayKept } from './request-limit';

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
  const { requestId, outcome, decidedOn, validFrom = decidedOn, conditions, reasonCode, approver } = decision;
  mustBelongToABuyer(account, facts, buyerId);
  const { kind, advice: first, ...request } = theReferredRequest(account, requestId);
  if (validFrom < decidedOn) throw new Refusal('LIMIT_RETROACTIVE', { validFrom, decidedOn });
  const asked = { amount: money(request.minor, first.amount.currency), termsDays: request.termsDays };
  const granted = grantedBy(decision, kind, asked);
  const refused = outcome === 'refused';
  if (!refused) mustBeGrantable(account, decision, { kind, asked: asked.amount, granted: granted.amount }, facts);
  const { advice, reasons } = advisedOn(account, { kind, ...asked, requestedOn: decidedOn }, facts);
  const effect = effectOf(kind, refused);
  const validTo = decision.validTo ?? lastDayKept(account, kind, validFrom);
  const ruling: Ruling = {
    ...{
      requestId,
      kind,
      outcome,
      decidedOn,
      approver,
      asked,
      advice,
      effect,
      validFrom,
      validTo,
      conditions,
      reasonCode,
      reasons,
    },
    override: granted.amount.minor !== advice.amount.minor || (effect === 'set' && granted.termsDays !== advice.termsDays),
    amount: granted.amount,
    termsDays: refused ? undefined : granted.termsDays,
  };
  return [limitDecided(ruling, facts)];
};

/**
 * BUYER_MERGED, FRAUD_FLAG, CURRENCY_MISMATCH, APPROVAL_LEVEL_TOO_LOW, and the limit's codes for a change of one that has ended meanwhile.
 * What is granted is in the currency that was asked.
 */
const mustBeGrantable = (
  account: Account,
  { decidedOn, approver }: Omit<DecideLimit, 'buyerId'>,
  { kind, asked, granted }: { readonly kind: RequestKind; readonly asked: Money; readonly granted: Money },
  facts: AccountFacts,
): void => {
  mustTakeNewBusiness(facts);
  mustNotBeFlagged(account, decidedOn);
  if (kind !== 'new') theLimitInForce(account, decidedOn);
  mustBeInTheAccountsCurrency(inCurrency(account, asked.currency), asked, granted);
  mustHaveAuthority(facts.policyOn(decidedOn), approver, granted);
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
  kind: RequestKind,
  asked: { readonly amount: Money; readonly termsDays: number },
): { readonly amount: Money; readonly termsDays: number } => ({
  amount: outcome === 'refused' || kind === 'cancel' ? money(0n, asked.amount.currency) : (amount ?? asked.amount),
  termsDays: termsDays ?? asked.termsDays,
});
