import { alertBuyersWhenSomethingHappensToTheirCountry } from './alert-buyers-when-something-happens-to-their-country';
import { assessThresholdsOnDaysToCome } from './assess-thresholds-on-days-to-come';
import { assessThresholdsWhenAPolicyComesIntoForce } from './assess-thresholds-when-a-policy-comes-into-force';
import { checkOrdersWhenTheyComeInsideTheHorizon } from './check-orders-when-they-come-inside-the-horizon';
import { endGradeOverridesOnTheDayAfterTheirLast } from './end-grade-overrides-on-the-day-after-their-last';
import { endLimitsOnTheDayAfterTheirLast } from './end-limits-on-the-day-after-their-last';
import { endSecuritiesOnTheDayAfterTheirLast } from './end-securities-on-the-day-after-their-last';
import { endTemporaryLimitsOnTheDayAfterTheirLast } from './end-temporary-limits-on-the-day-after-their-last';
import type { Deadline } from './kernel/deadline';
import { markOverdueWhenDueDatePasses } from './mark-overdue-when-due-date-passes';
import { markReviewsOverdueWhenTheirDayPasses } from './mark-reviews-overdue-when-their-day-passes';
import { planAReviewWhenALimitIsGiven } from './plan-a-review-when-a-limit-is-given';
import { runLimitRulesOnTheFirstOfEachMonth } from './run-limit-rules-on-the-first-of-each-month';
import { runLimitRulesWhenTheirIndexIsRecorded } from './run-limit-rules-when-their-index-is-recorded';

/**
 * All policies. What is due on the same day has its turn in this order: first what ends or falls overdue, then what is decided on what
 * is left. The rows of the first one say which of several workers sweeps.
 */
export const POLICIES: readonly [Deadline, ...Deadline[]] = [
  markOverdueWhenDueDatePasses,
  endLimitsOnTheDayAfterTheirLast,
  endTemporaryLimitsOnTheDayAfterTheirLast,
  endGradeOverridesOnTheDayAfterTheirLast,
  endSecuritiesOnTheDayAfterTheirLast,
  planAReviewWhenALimitIsGiven,
  markReviewsOverdueWhenTheirDayPasses,
  alertBuyersWhenSomethingHappensToTheirCountry,
  checkOrdersWhenTheyComeInsideTheHorizon,
  runLimitRulesWhenTheirIndexIsRecorded,
  runLimitRulesOnTheFirstOfEachMonth,
  assessThresholdsWhenAPolicyComesIntoForce,
  assessThresholdsOnDaysToCome,
];
