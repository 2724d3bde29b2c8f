import type { CalendarDate, DomainEvent, ThresholdsMoved } from '../../shared';

/** What is watched on an account. */
export type AccountMetric = 'utilisation' | 'daysOverdue' | 'overdueShare';

/** Data of an account's event, and what it led to at the thresholds; absent when none moved. */
export interface Assessed {
  readonly thresholds?: ThresholdsMoved<AccountMetric>;
}

/** As the days went by a metric reached a level, or fell back from it. */
export type ThresholdsAssessed = DomainEvent<'ThresholdsAssessed', Assessed & { readonly today: CalendarDate }>;
