import { inCurrency, type Account } from '../account';
import type { LimitGranted, LimitIncreased, LimitReduced, LimitWithdrawn } from '../account.events';
import type { CreditEvent, FraudKind, LimitAdvice, RequestKind, SecurityKind } from './credit.events';
import { limitEntry, type LimitEvent } from './limit';
import type { CalendarDate } from '../../shared';

/** An amount on top of the limit, in minor units. */
export interface TemporaryLimit {
  readonly minor: bigint;
  readonly from: CalendarDate;
  /** The last day. */
  readonly to: CalendarDate;
  /** Its end was noted. */
  readonly ended: boolean;
}

/** A request for a limit: referred until a person decides. */
export interface LimitRequest {
  readonly status: 'referred' | 'decided';
  readonly kind: RequestKind;
  readonly minor: bigint;
  readonly termsDays: number;
  readonly advice: LimitAdvice;
}

/** A limit rule's proposal. */
export interface Proposal {
  readonly status: 'pending' | 'approved' | 'rejected' | 'superseded';
  readonly ruleId: string;
  readonly on: CalendarDate;
  readonly from: bigint;
  readonly to: bigint;
}

/** A hold on the buyer; open until it is released. */
export interface Hold {
  readonly from: CalendarDate;
  /** The day from which it holds no more. */
  readonly to?: CalendarDate;
}

export interface FraudFlag {
  readonly kind: FraudKind;
  readonly on: CalendarDate;
  readonly clearedOn?: CalendarDate;
}

/** A security, in minor units of the account's currency. */
export interface Security {
  readonly kind: SecurityKind;
  readonly minor: bigint;
  readonly from: CalendarDate;
  /** The last day. */
  readonly to?: CalendarDate;
  /** From that day on it secures nothing. */
  readonly releasedOn?: CalendarDate;
  /** It was released before that day came: orders are checked again on the day. */
  readonly ahead?: boolean;
  /** Its end was noted. */
  readonly expired: boolean;
}

/** What the buyer has to secure. */
export interface RequiredSecurity {
  readonly minor: bigint;
  readonly kinds: readonly SecurityKind[];
  readonly on: CalendarDate;
}

/** What changes the credit line. */
export type CreditLineEvent = CreditEvent | LimitGranted | LimitIncreased | LimitReduced | LimitWithdrawn;

/** Folds an event of the credit line into the account. */
export const evolveCreditLine = (account: Account, event: CreditLineEvent): Account => {
  switch (event.type) {
    case 'LimitGranted':
    case 'LimitIncreased':
    case 'LimitReduced':
      return withLimit(inCurrency(account, event.data.amount.currency), event);
    case 'LimitWithdrawn':
      return withLimit(account, event);
    case 'LimitExpired':
      return { ...account, limitEndedOn: event.data.validTo };
    case 'LimitRequested': {
      const { requestId, kind, amount, termsDays, advice } = event.data;
      const request: LimitRequest = { status: 'referred', kind, minor: amount.minor, termsDays, advice };
      return { ...account, requests: account.requests.set(requestId, request) };
    }
    case 'LimitDecided': {
      const { requestId, amount, effect } = event.data;
      const decided = {
        ...account,
        requests: account.requests.update(requestId, (request) => request && { ...request, status: 'decided' as const }),
      };
      return effect === 'none' ? decided : withLimit(inCurrency(decided, amount.currency), event);
    }
    case 'TemporaryLimitGranted': {
      const { amount, validFrom: from, validTo: to } = event.data;
      const granted = { minor: amount.minor, from, to, ended: false };
      return { ...inCurrency(account, amount.currency), temporaryLimits: [...account.temporaryLimits, granted] };
    }
    case 'TemporaryLimitEnded': {
      const { amount, validFrom, validTo } = event.data;
      const over = account.temporaryLimits.findIndex(
        ({ minor, from, to, ended }) => !ended && minor === amount.minor && from === validFrom && to === validTo,
      );
      return {
        ...account,
        temporaryLimits: account.temporaryLimits.map((limit, index) => (index === over ? { ...limit, ended: true } : limit)),
      };
    }
    default:
      return evolveConditions(account, event);
  }
};

type LineItself = Extract<
  CreditLineEvent,
  { type: LimitEvent['type'] | 'LimitExpired' | 'LimitRequested' | 'TemporaryLimitGranted' | 'TemporaryLimitEnded' }
>;

/** Holds, flags, securities and proposals: what stands beside the limit. */
const evolveConditions = (account: Account, event: Exclude<CreditLineEvent, LineItself>): Account => {
  switch (event.type) {
    case 'BuyerHeld':
      return { ...account, holds: [...account.holds, { from: event.data.on }] };
    case 'BuyerReleased':
      return { ...account, holds: releasedFrom(account.holds, event.data.on) };
    case 'FraudFlagged': {
      const { flagId, kind, on } = event.data;
      return { ...account, flags: account.flags.set(flagId, { kind, on }) };
    }
    case 'FraudFlagCleared': {
      const { flagId, on } = event.data;
      return { ...account, flags: account.flags.update(flagId, (flag) => flag && { ...flag, clearedOn: on }) };
    }
    case 'SecurityRequired': {
      const { amount, kinds, requiredOn } = event.data;
      const required = { minor: amount.minor, kinds, on: requiredOn };
      return { ...inCurrency(account, amount.currency), requiredSecurities: [...account.requiredSecurities, required] };
    }
    case 'SecurityRecorded': {
      const { securityId, kind, amount, validFrom: from, validTo: to } = event.data;
      const security: Security = { kind, minor: amount.minor, from, ...(to !== undefined && { to }), expired: false };
      return { ...inCurrency(account, amount.currency), securities: account.securities.set(securityId, security) };
    }
    case 'SecurityReleased':
      return withSecurity(account, event.data.securityId, {
        releasedOn: event.data.releasedOn,
        ...(event.data.ahead && { ahead: true }),
      });
    case 'SecurityExpired':
      return withSecurity(account, event.data.securityId, { expired: true });
    case 'LimitChangeProposed': {
      const { proposalId, ruleId, on, from, to } = event.data;
      const proposal: Proposal = { status: 'pending', ruleId, on, from: from.minor, to: to.minor };
      return { ...account, proposals: account.proposals.set(proposalId, proposal) };
    }
    case 'LimitChangeSuperseded':
      return withProposal(account, event.data.proposalId, 'superseded');
    case 'LimitChangeApproved':
      return withProposal(account, event.data.proposalId, 'approved');
    case 'LimitChangeRejected':
      return withProposal(account, event.data.proposalId, 'rejected');
  }
};

const withLimit = (account: Account, event: LimitEvent): Account => ({
  ...account,
  limits: [...account.limits, limitEntry(account.limits, event)],
});

const withSecurity = (account: Account, securityId: string, change: Partial<Security>): Account => ({
  ...account,
  securities: account.securities.update(securityId, (security) => security && { ...security, ...change }),
});

const withProposal = (account: Account, proposalId: string, status: Proposal['status']): Account => ({
  ...account,
  proposals: account.proposals.update(proposalId, (proposal) => proposal && { ...proposal, status }),
});

/** The temporary amounts on a day; they stand beside a limit in force only, which the caller looks at. */
export const temporaryOn = ({ temporaryLimits }: Account, day: CalendarDate): bigint =>
  temporaryLimits.reduce((sum, { minor, from, to }) => (from <= day && day <= to ? sum + minor : sum), 0n);

/** Whether the security secures on the day: begun, not past its last day, not given back. */
export const isValidOn = ({ from, to, releasedOn }: Security, day: CalendarDate): boolean =>
  from <= day && (to === undefined || day <= to) && (releasedOn === undefined || day < releasedOn);

/** What valid securities amount to on a day; of some kinds only, when they are named. */
export const securityOn = ({ securities }: Account, day: CalendarDate, kinds?: readonly SecurityKind[]): bigint =>
  securities.reduce(
    (sum, security) => (isValidOn(security, day) && (kinds?.includes(security.kind) ?? true) ? sum + security.minor : sum),
    0n,
  );

/** What the buyer has to secure on a day: what was recorded last of what counts by then. */
export const requiredOn = ({ requiredSecurities }: Account, day: CalendarDate): RequiredSecurity | undefined =>
  requiredSecurities.findLast(({ on }) => on <= day);

/** The hold on the buyer that stands on the day; the newest, of those that began on the day `since` or after. */
export const holdOn = <Held extends Hold>(
  { holds }: { readonly holds: readonly Held[] },
  day: CalendarDate,
  since: CalendarDate = '',
): Held | undefined => holds.findLast((hold) => since <= hold.from && standsOn(hold, day));

/** The holds after a release: those that stand on its day hold no more from then on; others stay. */
export const releasedFrom = <Held extends Hold>(holds: readonly Held[], day: CalendarDate): readonly Held[] =>
  holds.map((hold) => (standsOn(hold, day) ? { ...hold, to: day } : hold));

const standsOn = ({ from, to }: Hold, day: CalendarDate): boolean => from <= day && (to === undefined || day < to);

/** The fraud flag that blocks on the day: of any kind but duplicate_invoice. */
export const blockingFlagOn = ({ flags }: Account, day: CalendarDate): string | undefined =>
  flags.findKey(
    ({ kind, on, clearedOn }) => kind !== 'duplicate_invoice' && on <= day && (clearedOn === undefined || day < clearedOn),
  );

/** The request that waits for its decision. */
export const pendingRequest = ({ requests }: Account): string | undefined =>
  requests.findKey(({ status }) => status === 'referred');
