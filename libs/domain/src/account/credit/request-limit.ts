import { addDays, exceeds, money, Refusal, type CalendarDate, type Grade, type Money, type Reason } from '../../shared';
import { termsOf, type PolicyInForce } from '../../settings/credit-policy';
import type { Account, DecideAccount } from '../account';
import type { AccountEvent } from '../account.events';
import type { AccountFacts } from '../facts';
import {
  mustBeInTheAccountsCurrency,
  mustBelongToABuyer,
  mustNotBeFlagged,
  mustTakeNewBusiness,
  theLimitInForce,
} from '../guards';
import { adviceOn, type Advised } from './advice';
import { pendingRequest } from './credit-line';
import type { LimitDecided, RequestKind } from './credit.events';
import { limitOn } from './limit';

/**
 * Asks for a limit, or for a change of it. Inside the credit policy it is decided at once, by the policy; outside it is cut to the
 * cap or waits for a person (DecideLimit). A registration id that is not the file's is answered, not refused to be heard: the
 * request is refused, the limit stays untouched, and a fraud flag with the request's id stands.
 * Source: domain rules C04, C49, 2.4 (one open request a buyer; identification by registration id).
 * Refused with BUYER_UNKNOWN, BUYER_MERGED, REQUEST_EXISTS, REQUEST_PENDING, CURRENCY_MISMATCH, FRAUD_FLAG; a new limit with
 * LIMIT_EXISTS while one is in force; a change with NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN, LIMIT_REFUSED or LIMIT_EXPIRED
 * when none is, with AMOUNT_NOT_HIGHER or AMOUNT_NOT_LOWER.
 */
export interface RequestLimit {
  readonly buyerId: string;
  readonly requestId: string;
  /** The limit that is asked for, not the difference. */
  readonly amount: Money;
  /** The longest terms that are asked for, in days from issue to due date. */
  readonly termsDays: number;
  readonly kind: RequestKind;
  readonly requestedOn: CalendarDate;
  /** The number under which a public register knows the company, as the one who asks has it. */
  readonly registrationId?: string;
}

export const requestLimit: DecideAccount<RequestLimit> = (account, { buyerId, ...request }, facts) => {
  const { requestId, requestedOn: on, registrationId } = request;
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeTheOnlyRequest(account, requestId);
  mustBeInTheAccountsCurrency(account, request.amount);
  mustNotBeFlagged(account, on);
  mustFitTheLimit(account, request);
  const policy = facts.policyOn(on);
  const grade = facts.buyer.gradeOn(on)?.grade;
  const known = facts.buyer.registrationId;
  const mismatch = registrationId !== undefined && known !== undefined && registrationId !== known;
  const advised = advisedOn(account, policy, grade, request);
  const refusal: Reason = { code: 'IDENTITY_MISMATCH', facts: { registrationId, expected: known } };
  const answer = mismatch ? { ...advised, outcome: 'refused' as const, reasons: [refusal] } : advised;
  const requested: AccountEvent = {
    type: 'LimitRequested',
    data: {
      ...request,
      advice: advised.advice,
      reasons: answer.reasons,
      policyVersion: policy.version,
      grade: grade ?? null,
      seen: facts.seen,
    },
  };
  const decided: AccountEvent[] = answer.outcome === 'referred' ? [] : [atOnce(account, request, answer, facts, mismatch)];
  const flagged: AccountEvent[] = mismatch ? [flag(requestId, on, registrationId, known)] : [];
  return [requested, ...decided, ...flagged];
};

/** REQUEST_EXISTS, REQUEST_PENDING */
const mustBeTheOnlyRequest = (account: Account, requestId: string): void => {
  if (account.requests.has(requestId)) throw new Refusal('REQUEST_EXISTS', { requestId });
  const pending = pendingRequest(account);
  if (pending !== undefined) throw new Refusal('REQUEST_PENDING', { requestId: pending });
};

/** LIMIT_EXISTS, AMOUNT_NOT_HIGHER, AMOUNT_NOT_LOWER, and the limit's codes when there is none to change. */
const mustFitTheLimit = (account: Account, { kind, amount, requestedOn }: Omit<RequestLimit, 'buyerId'>): void => {
  if (kind === 'new') {
    const { status, minor } = limitOn(account.limits, requestedOn);
    if (status === 'in_force') throw new Refusal('LIMIT_EXISTS', { limit: money(minor, amount.currency) });
    return;
  }
  const { limit } = theLimitInForce(account, requestedOn);
  if (kind === 'increase' && !exceeds(amount, limit)) throw new Refusal('AMOUNT_NOT_HIGHER', { limit, requested: amount });
  if (kind === 'reduce' && !exceeds(limit, amount)) throw new Refusal('AMOUNT_NOT_LOWER', { limit, requested: amount });
};

/** What the policy makes of a request on a day. */
export const advisedOn = (
  account: Account,
  policy: PolicyInForce,
  grade: Grade | undefined,
  { kind, amount, termsDays, requestedOn }: Pick<RequestLimit, 'kind' | 'amount' | 'termsDays' | 'requestedOn'>,
): Advised => {
  const { status, minor } = limitOn(account.limits, requestedOn);
  const first = account.limits.every((entry) => entry.status !== 'granted');
  return adviceOn(policy, { kind, amount, termsDays, grade, first, ...(status === 'in_force' && { inForce: minor }) });
};

const atOnce = (
  account: Account,
  { requestId, kind, amount, termsDays, requestedOn }: Omit<RequestLimit, 'buyerId'>,
  { outcome, advice, reasons }: Advised,
  facts: AccountFacts,
  untouched: boolean,
): LimitDecided => {
  const policy = facts.policyOn(requestedOn);
  const grade = facts.buyer.gradeOn(requestedOn)?.grade;
  const refused = outcome === 'refused';
  const granted = refused ? { amount: money(0n, amount.currency) } : { amount: advice.amount, termsDays: advice.termsDays };
  const effect = untouched ? 'none' : effectOf(kind, refused);
  const validTo = kind === 'new' ? undefined : limitOn(account.limits, requestedOn).decision?.to;
  return {
    type: 'LimitDecided',
    data: {
      requestId,
      kind,
      outcome: outcome === 'referred' ? 'refused' : outcome,
      decidedOn: requestedOn,
      approver: 'policy',
      asked: { amount, termsDays },
      advice,
      override: false,
      ...granted,
      effect,
      validFrom: requestedOn,
      ...(effect === 'set' && validTo !== undefined && { validTo }),
      reasons,
      policyVersion: policy.version,
      grade: grade ?? null,
      ...(effect === 'set' && { reviewOn: reviewOn(policy, grade, requestedOn, facts.buyer.keyAccount) }),
      seen: facts.seen,
    },
  };
};

/** What a decision does to the limit. A refused increase leaves it; a refused first limit is a decision: no credit. */
export const effectOf = (kind: RequestKind, refused: boolean): LimitDecided['data']['effect'] => {
  if (refused) return kind === 'new' ? 'refused' : 'none';
  return kind === 'cancel' ? 'withdrawn' : 'set';
};

/** The day on which a buyer whose limit begins is looked at again; key accounts sooner. None where no policy says how often. */
export const reviewOn = (
  policy: PolicyInForce,
  grade: Grade | undefined,
  from: CalendarDate,
  keyAccount: boolean,
): CalendarDate | undefined => {
  const every = termsOf(policy, grade ?? 6)?.reviewEveryDays;
  if (every === undefined) return undefined;
  return addDays(from, keyAccount ? Math.min(every, policy.review.keyAccountDays) : every);
};

const flag = (flagId: string, on: CalendarDate, given: string, expected: string): AccountEvent => ({
  type: 'FraudFlagged',
  data: { flagId, kind: 'identity_mismatch', on, evidence: `The request names registration id ${given}; the file has ${expected}.` },
});
