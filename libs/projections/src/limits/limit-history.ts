import type { AccountEvent, CalendarDate, LimitProblem } from '@usance/domain';

/** One decision on a limit, as it is kept in documents. */
export interface LimitDecision {
  /** `granted`, or what the limit is from then on. */
  readonly status: 'granted' | 'LIMIT_WITHDRAWN';
  readonly from: CalendarDate;
  /** The last day. */
  readonly to?: CalendarDate;
  readonly minor: bigint;
  readonly maxTermsDays?: number;
  readonly reason?: string;
  readonly recordedAt: string;
}

/** What governs on a day: the amount, or why there is none. */
export interface LimitOn {
  readonly minor: bigint;
  readonly status: 'in_force' | LimitProblem;
  readonly decision?: LimitDecision;
}

/** Of the decisions that have begun on the day, the one that began last; of two from the same day, the later recorded. */
export const governingOn = (decisions: readonly LimitDecision[], day: CalendarDate): LimitDecision | undefined =>
  decisions.reduce<LimitDecision | undefined>(
    (best, decision) => (decision.from <= day && (!best || decision.from >= best.from) ? decision : best),
    undefined,
  );

/** What governs on the day; the decisions stand in the order of recording. */
export const limitOn = (decisions: readonly LimitDecision[], day: CalendarDate): LimitOn => {
  if (decisions.length === 0) return { minor: 0n, status: 'NO_LIMIT' };
  const decision = governingOn(decisions, day);
  if (!decision) return { minor: 0n, status: 'LIMIT_NOT_YET_VALID' };
  if (decision.status === 'LIMIT_WITHDRAWN') return { minor: 0n, status: 'LIMIT_WITHDRAWN', decision };
  if (decision.to !== undefined && decision.to < day) return { minor: 0n, status: 'LIMIT_EXPIRED', decision };
  return { minor: decision.minor, status: 'in_force', decision };
};

type LimitEvent = Extract<AccountEvent, { type: 'LimitGranted' | 'LimitIncreased' | 'LimitReduced' | 'LimitWithdrawn' }>;

/** The decisions after one more. */
export const decided = (
  decisions: readonly LimitDecision[],
  event: LimitEvent & { readonly recordedAt: string },
): readonly LimitDecision[] => {
  const { recordedAt } = event;
  switch (event.type) {
    case 'LimitGranted': {
      const { amount, validFrom, validTo, maxTermsDays, reason } = event.data;
      return [
        ...decisions,
        { status: 'granted', from: validFrom, to: validTo, minor: amount.minor, maxTermsDays, reason, recordedAt },
      ];
    }
    case 'LimitIncreased':
    case 'LimitReduced': {
      const { amount, effectiveFrom, reason } = event.data;
      const { to, maxTermsDays } = governingOn(decisions, effectiveFrom) ?? {};
      return [
        ...decisions,
        { status: 'granted', from: effectiveFrom, to, minor: amount.minor, maxTermsDays, reason, recordedAt },
      ];
    }
    case 'LimitWithdrawn':
      return [
        ...decisions,
        { status: 'LIMIT_WITHDRAWN', from: event.data.effectiveFrom, minor: 0n, reason: event.data.reason, recordedAt },
      ];
  }
};
