import { ALERT_LEVELS, levelsAfter, levelsMoved, type CalendarDate, type GradeOnDay } from '../shared';
import { evolve, type Buyer, type BuyerFacts } from './buyer';
import type { BuyerScored, GradeDropMoved, GradeOverridden, GradeOverrideEnded } from './buyer.events';

/**
 * The buyer's grade on a day: the override in force, the latest recorded one; else the grade of the latest score up to the day; else
 * none. The only place of this rule: rules decide by it, and read models answer with it.
 */
export const gradeOn = (
  { scores, overrides }: Pick<Buyer, 'scores'> & { readonly overrides: readonly Omit<Buyer['overrides'][number], 'ended'>[] },
  day: CalendarDate,
): GradeOnDay | undefined => {
  const override = overrides.findLast(({ validFrom, validTo }) => validFrom <= day && day <= validTo);
  if (override) return { grade: override.grade, source: 'overridden', until: override.validTo };
  const latest = scores
    .filter(({ scoredOn }) => scoredOn <= day)
    .reduce<Buyer['scores'][number] | undefined>(
      (best, each) => (best && best.scoredOn > each.scoredOn ? best : each),
      undefined,
    );
  return latest && { grade: latest.grade, source: 'scored' };
};

/**
 * The event that moves the grade, with the levels of gradeDrop that it crosses or arms again: the grade of the day less that at the
 * last change of the limit; a better grade is a drop of 0. Each change of the limit arms all levels. Nothing is measured while there
 * is no grade, or was none when the limit was changed.
 * Source: domain.md C09; api-credit.md "By the day".
 */
export const withGradeDrop = <Event extends BuyerScored | GradeOverridden | GradeOverrideEnded>(
  buyer: Buyer,
  event: Event,
  on: CalendarDate,
  facts: BuyerFacts,
): Event => {
  const thresholds = dropMoved(buyer, gradeOn(evolve(buyer, event), on)?.grade, on, facts);
  return thresholds ? { ...event, data: { ...event.data, thresholds } } : event;
};

const dropMoved = (
  { gradeDrop: { levels, limitChanges } }: Buyer,
  grade: number | undefined,
  on: CalendarDate,
  { lastLimit, policyOn }: BuyerFacts,
): GradeDropMoved | undefined => {
  const { version: policyVersion, thresholds, hysteresis } = policyOn(on);
  const anew = limitChanges === lastLimit.changes ? [] : ALERT_LEVELS.filter((level) => levels[level]?.isCrossed);
  const rearmed = anew.map((level) => ({ metric: METRIC, level }));
  const before = levelsAfter(levels, METRIC, { rearmed, policyVersion });
  const value = grade === undefined || lastLimit.grade === null ? null : String(Math.max(0, grade - lastLimit.grade));
  const moved = levelsMoved({ metric: METRIC, value, on, levels: thresholds.gradeDrop, hysteresis, before });
  const all = { crossed: moved.crossed, rearmed: [...rearmed, ...moved.rearmed] };
  return all.crossed.length + all.rearmed.length === 0 ? undefined : { ...all, limitChanges: lastLimit.changes, policyVersion };
};

const METRIC = 'gradeDrop' as const;
