import type { CalendarDate } from './calendar-date';
import { billionths, ONE, type Decimal } from './decimal';

/** The three levels of a metric, the mildest first. */
export const ALERT_LEVELS = ['watch', 'warning', 'critical'] as const;

export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** A metric reached a level: an alert. */
export interface ThresholdCrossed<Metric extends string = string> {
  /** Within the stream: metric, level and how often it was crossed, `utilisation-watch-1`. */
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
export interface ThresholdsMoved<Metric extends string = string> {
  readonly crossed?: readonly ThresholdCrossed<Metric>[];
  /** Levels that the metric fell back from far enough: the next crossing is another alert. */
  readonly rearmed?: readonly { readonly metric: Metric; readonly level: AlertLevel }[];
  /** Days to come on which a metric will move though nothing happens: an invoice grows older, a limit begins. */
  readonly assessOn?: readonly CalendarDate[];
  readonly policyVersion: number;
}

/** Where a level of a metric stands. */
export interface LevelState {
  /** Crossed, and not armed again: no further alert until it is. */
  readonly isCrossed: boolean;
  /** How often it was crossed so far. */
  readonly times: number;
}

/** Where the levels of a metric stand; one that was never crossed may be absent. */
export type LevelStates = Readonly<Partial<Record<AlertLevel, LevelState>>>;

/** A metric at a moment, and what it is held against. */
export interface Measured<Metric extends string> {
  readonly metric: Metric;
  /** Null when there is nothing to measure: then no level moves. */
  readonly value: Decimal | null;
  readonly on: CalendarDate;
  /** The three levels as the policy sets them, rising. */
  readonly levels: readonly (Decimal | number)[];
  /** How far the metric falls back below a level before the level is armed again, as a share of the level. */
  readonly hysteresis: Decimal;
  readonly before: LevelStates;
}

/**
 * The levels that the metric crosses, and those that it arms again. Crossed at the level or above while it is armed, so a jump over
 * three levels crosses three; armed again below level × (1 − hysteresis). Exact.
 * Source: domain.md C09; api-credit.md "By the day".
 */
export const levelsMoved = <Metric extends string>(
  measured: Measured<Metric>,
): Required<Pick<ThresholdsMoved<Metric>, 'crossed' | 'rearmed'>> => {
  const { metric, value, on, levels, hysteresis, before } = measured;
  const crossed: ThresholdCrossed<Metric>[] = [];
  const rearmed: { metric: Metric; level: AlertLevel }[] = [];
  if (value === null) return { crossed, rearmed };
  const measure = billionths(value);
  for (const [index, level] of ALERT_LEVELS.entries()) {
    const threshold = String(levels[index]);
    const { isCrossed, times } = before[level] ?? ARMED;
    const bound = billionths(threshold);
    if (!isCrossed && measure >= bound)
      crossed.push({ alertId: `${metric}-${level}-${times + 1}`, metric, level, value, threshold, on });
    if (isCrossed && measure * ONE < bound * (ONE - billionths(hysteresis))) rearmed.push({ metric, level });
  }
  return { crossed, rearmed };
};

/** The levels of one metric after they moved; what is armed again and crossed at once is crossed. */
export const levelsAfter = (
  before: LevelStates,
  metric: string,
  { crossed = [], rearmed = [] }: ThresholdsMoved,
): LevelStates => {
  const after: Partial<Record<AlertLevel, LevelState>> = { ...before };
  for (const { level } of ofMetric(rearmed, metric)) after[level] = { ...(after[level] ?? ARMED), isCrossed: false };
  for (const { level } of ofMetric(crossed, metric)) after[level] = { isCrossed: true, times: (after[level]?.times ?? 0) + 1 };
  return after;
};

const ARMED: LevelState = { isCrossed: false, times: 0 };

const ofMetric = <Moved extends { readonly metric: string }>(moved: readonly Moved[], metric: string): readonly Moved[] =>
  moved.filter((each) => each.metric === metric);
