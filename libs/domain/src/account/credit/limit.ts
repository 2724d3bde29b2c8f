import type { CalendarDate, Grade } from '../../shared';
import type { LimitGranted, LimitIncreased, LimitReduced, LimitWithdrawn } from '../account.events';
import type { LimitDecided } from './credit.events';

/** One decision on the limit, as its history keeps it. */
export interface LimitEntry {
  /** `granted`, or that the limit is withdrawn, or credit refused, from then on. */
  readonly status: 'granted' | 'LIMIT_WITHDRAWN' | 'LIMIT_REFUSED';
  readonly from: CalendarDate;
  /** The last day. */
  readonly to?: CalendarDate;
  /** The new limit in minor units; zero when it is withdrawn or refused. */
  readonly minor: bigint;
  readonly maxTermsDays?: number;
  /** The buyer's grade when it was decided; absent: none. */
  readonly grade?: Grade;
}

/** An event that decides on the limit; a LimitDecided without an effect does not, and is not to be asked. */
export type LimitEvent = LimitGranted | LimitIncreased | LimitReduced | LimitWithdrawn | LimitDecided;

/** Why no limit is in force on a day. */
export type LimitProblem = 'NO_LIMIT' | 'LIMIT_NOT_YET_VALID' | 'LIMIT_WITHDRAWN' | 'LIMIT_REFUSED' | 'LIMIT_EXPIRED';

/** What is in force on a day: the limit in minor units, or zero and why there is none; and the decision that governs, ended or not. */
export type LimitOn<Entry extends LimitEntry = LimitEntry> =
  | { readonly status: 'in_force'; readonly minor: bigint; readonly decision: Entry }
  | { readonly status: LimitProblem; readonly minor: 0n; readonly decision?: Entry };

/** Of the decisions that have begun on the day, the one that began last; of two from the same day, the later recorded. */
const governing = <Entry extends LimitEntry>(entries: readonly Entry[], day: CalendarDate): Entry | undefined =>
  entries.reduce<Entry | undefined>(
    (best, entry) => (entry.from <= day && (!best || entry.from >= best.from) ? entry : best),
    undefined,
  );

/**
 * What limit is in force on the day, by the decisions in the order of recording. The only place of this rule: credit is given by it,
 * and read models answer with it.
 */
export const limitOn = <Entry extends LimitEntry>(entries: readonly Entry[], day: CalendarDate): LimitOn<Entry> => {
  if (entries.length === 0) return { status: 'NO_LIMIT', minor: 0n };
  const decision = governing(entries, day);
  if (!decision) return { status: 'LIMIT_NOT_YET_VALID', minor: 0n };
  if (decision.status !== 'granted') return { status: decision.status, minor: 0n, decision };
  if (decision.to !== undefined && decision.to < day) return { status: 'LIMIT_EXPIRED', minor: 0n, decision };
  return { status: 'in_force', minor: decision.minor, decision };
};

/** The decision that an event adds to those before it. A change keeps the last day and the terms of what it changes. */
export const limitEntry = (before: readonly LimitEntry[], event: LimitEvent): LimitEntry => {
  switch (event.type) {
    case 'LimitGranted': {
      const { amount, validFrom, validTo, maxTermsDays, grade } = event.data;
      return { status: 'granted', from: validFrom, to: validTo, minor: amount.minor, maxTermsDays, ...(grade && { grade }) };
    }
    case 'LimitIncreased':
    case 'LimitReduced': {
      const { amount, effectiveFrom, grade } = event.data;
      const { to, maxTermsDays } = governing(before, effectiveFrom) ?? {};
      return { status: 'granted', from: effectiveFrom, to, minor: amount.minor, maxTermsDays, ...(grade && { grade }) };
    }
    case 'LimitDecided':
      return decided(event.data);
    case 'LimitWithdrawn':
      return { status: 'LIMIT_WITHDRAWN', from: event.data.effectiveFrom, minor: 0n };
  }
};

const decided = ({ effect, validFrom, validTo, amount, termsDays, grade }: LimitDecided['data']): LimitEntry => {
  const graded = grade !== null && { grade };
  if (effect === 'withdrawn') return { status: 'LIMIT_WITHDRAWN', from: validFrom, minor: 0n, ...graded };
  if (effect === 'refused') return { status: 'LIMIT_REFUSED', from: validFrom, minor: 0n, ...graded };
  return { status: 'granted', from: validFrom, to: validTo, minor: amount.minor, maxTermsDays: termsDays, ...graded };
};
