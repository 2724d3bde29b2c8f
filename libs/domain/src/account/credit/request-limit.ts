import { exceeds, money, Refusal, type CalendarDate, type Money, type Reason } from '../../shared';
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
import type { LimitDecided, LimitRequested, RequestKind } from './credit.events';
import { effectOf, limitDecided, type Ruling } from './limit-decision';
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
  const { requestId, requestedOn } = request;
  mustBelongToABuyer(account, facts, buyerId);
  mustTakeNewBusiness(facts);
  mustBeTheOnlyRequest(account, requestId);
  mustBeInTheAccountsCurrency(account, request.amount);
  mustNotBeFlagged(account, requestedOn);
  mustFitTheLimit(account, request);
  const advised = advisedOn(account, request, facts);
  const mismatch = identityMismatch(request, facts);
  const reasons = mismatch ? [mismatch] : advised.reasons;
  const seen = { ...advised.basis, seen: facts.seen };
  const requested: AccountEvent = { type: 'LimitRequested', data: { ...request, advice: advised.advice, reasons, ...seen } };
  if (mismatch)
    return [requested, atOnce(account, request, { ...advised, outcome: 'refused', reasons }, facts), flagged(request, mismatch)];
  return advised.outcome === 'referred' ? [requested] : [requested, atOnce(account, request, advised, facts)];
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

/** What a request asks of the policy on a day. */
type Requested = Pick<RequestLimit, 'kind' | 'amount' | 'termsDays' | 'requestedOn'>;

/** What the policy makes of a request on its day, and by which version and grade. */
export const advisedOn = (
  account: Account,
  { kind, amount, termsDays, requestedOn }: Requested,
  { policyOn, buyer }: AccountFacts,
): Advised & { readonly basis: Pick<LimitRequested['data'], 'policyVersion' | 'grade'> } => {
  const policy = policyOn(requestedOn);
  const grade = buyer.gradeOn(requestedOn)?.grade;
  const { status, minor } = limitOn(account.limits, requestedOn);
  const first = account.limits.every((entry) => entry.status !== 'granted');
  const inForce = status === 'in_force' ? minor : undefined;
  const basis = { policyVersion: policy.version, grade: grade ?? null };
  return { ...adviceOn(policy, { kind, amount, termsDays, grade, first, inForce }), basis };
};

/** The last day of a limit that is changed; a new one has none unless it is said. */
export const lastDayKept = (account: Account, kind: RequestKind, from: CalendarDate): CalendarDate | undefined =>
  kind === 'new' ? undefined : limitOn(account.limits, from).decision?.to;

/** The policy's own decision. A change keeps the last day of what it changes. */
const atOnce = (
  account: Account,
  { requestId, kind, amount, termsDays, requestedOn: on }: Omit<RequestLimit, 'buyerId'>,
  { outcome, advice, reasons }: Advised,
  facts: AccountFacts,
): LimitDecided => {
  const refused = outcome === 'refused' || outcome === 'referred';
  const untouched = reasons.some(({ code }) => code === 'IDENTITY_MISMATCH');
  const ruling: Ruling = {
    requestId,
    kind,
    outcome: refused ? 'refused' : outcome,
    decidedOn: on,
    approver: 'policy',
    asked: { amount, termsDays },
    advice,
    override: false,
    amount: refused ? money(0n, amount.currency) : advice.amount,
    termsDays: refused ? undefined : advice.termsDays,
    effect: untouched ? 'none' : effectOf(kind, refused),
    validFrom: on,
    validTo: lastDayKept(account, kind, on),
    reasons,
  };
  return limitDecided(ruling, facts);
};

/** The registration id of the request, when it is not the file's. */
const identityMismatch = ({ registrationId }: Omit<RequestLimit, 'buyerId'>, { buyer }: AccountFacts): Reason | undefined => {
  const expected = buyer.registrationId;
  if (registrationId === undefined || expected === undefined || registrationId === expected) return undefined;
  return { code: 'IDENTITY_MISMATCH', facts: { registrationId, expected } };
};

const flagged = ({ requestId, requestedOn }: Omit<RequestLimit, 'buyerId'>, { facts }: Reason): AccountEvent => ({
  type: 'FraudFlagged',
  data: {
    flagId: requestId,
    kind: 'identity_mismatch',
    on: requestedOn,
    evidence: `The request names registration id ${String(facts.registrationId)}; the file has ${String(facts.expected)}.`,
  },
});
