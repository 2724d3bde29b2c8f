import type { CalendarDate, DomainEvent } from '../../shared';

/** What is watched on an account. */
export type AccountMetric = 'utilisation' | 'daysOverdue' | 'overdueShare';

/** The three levels of a metric, the mildest first. */
export const ALERT_LEVELS = ['watch', 'warning', 'critical'] as const;

export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** A metric reached a level: an alert. */
export interface ThresholdCrossed<Metric extends string = AccountMetric> {
  /** The account's own: metric, level and how often it was crossed, `utilisation-watch-1`. */
  readonly alertId: string;
  readonly metric: Metric;
  readonly level: AlertLevel;
  /** The metric as it is, a decimal string (a whole number for days and grades). */
  readonly value: string;
  /** The level as the policy sets it. */
  readonly threshold: string;
  readonly on: CalendarDate;
}

/** What an event led to at the thresholds of the credit policy. Stands in the event itself: it is the event that crosses a level. */
export interface ThresholdsMoved {
  readonly crossed?: readonly ThresholdCrossed[];
  /** Levels that the metric fell back from far enough: the next crossing is another alert. */
  readonly rearmed?: readonly { readonly metric: AccountMetric; readonly level: AlertLevel }[];
  /** Days to come on which a metric will move though nothing happens: an invoice grows older, a limit begins. */
  readonly assessOn?: readonly CalendarDate[];
  readonly policyVersion: number;
}

/** Data of an account's event, and what it led to at the thresholds; absent when none moved. */
export interface Assessed {
  readonly thresholds?: ThresholdsMoved;
}

/** As the days went by a metric reached a level, or fell back from it. */
export type ThresholdsAssessed = DomainEvent<'ThresholdsAssessed', Assessed & { readonly today: CalendarDate }>;
