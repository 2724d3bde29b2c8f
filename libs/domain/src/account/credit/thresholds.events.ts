import type { CalendarDate, DomainEvent, ThresholdsMoved } from '../../shared';

/** What is watched on an account. */
export type AccountMetric = 'utilisation' | 'daysOverdue' | 'overdueShare';

/** What an account's event led to at the thresholds, and in which other account they have to be looked at. */
export interface AccountThresholds extends ThresholdsMoved<AccountMetric> {
  /** The buyer whose duplicate this one is: its metrics move with it, on this day and on those of `assessOn`. */
  readonly kept?: { readonly buyerId: string; readonly on: CalendarDate };
}

/** Data of an account's event, and what it led to at the thresholds; absent when none moved. */
export interface Assessed {
  readonly thresholds?: AccountThresholds;
}

/** As the days went by a metric reached a level, or fell back from it. */
export type ThresholdsAssessed = DomainEvent<'ThresholdsAssessed', Assessed & { readonly today: CalendarDate }>;
