import { ALERT_LEVELS, levelsAfter, levelsMoved, type CalendarDate, type GradeOnDay, type ThresholdsMoved } from '../shared';
import { evolve, type Buyer, type BuyerFacts } from './buyer';
import type { BuyerScored, GradeOverridden, GradeOverrideEnded } from './buyer.events';

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

/** An event that moves the grade, before the drop is measured. */
type Moving<Event extends BuyerScored | GradeOverridden | GradeOverrideEnded> = Event extends {
  type: infer Type;
  data: infer Data;
}
  ? { readonly type: Type; readonly data: Omit<Data, 'atLastLimit' | 'thresholds'> }
  : never;

/**
 * The event that moves the grade, with the levels of gradeDrop that it crosses or arms again: the grade of the day less that at the
 * last change of the limit; a better grade is a drop of 0. Each change of the limit arms all levels. Nothing is measured while there
 * is no grade, or was none when the limit was changed.
 * Source: domain.md C09; api-credit.md "By the day".
 */
export const withGradeDrop = <Event extends BuyerScored | GradeOverridden | GradeOverrideEnded>(
  buyer: Buyer,
  moving: Moving<Event>,
  on: CalendarDate,
  facts: BuyerFacts,
): Event => {
  const atLastLimit = facts.lastLimit;
  const event = { ...moving, data: { ...moving.data, atLastLimit } } as unknown as Event;
  const grade = gradeOn(evolve(buyer, event), on)?.grade;
  const value = grade === undefined || atLastLimit.grade === null ? null : String(Math.max(0, grade - atLastLimit.grade));
  const thresholds = dropMoved(buyer, { value, isAnew: atLastLimit.changes !== buyer.atLastLimit.changes }, on, facts);
  return thresholds ? { ...event, data: { ...event.data, thresholds } } : event;
};

const dropMoved = (
  { gradeDrop }: Buyer,
  { value, isAnew }: { readonly value: string | null; readonly isAnew: boolean },
  on: CalendarDate,
  { policyOn }: BuyerFacts,
): ThresholdsMoved<'gradeDrop'> | undefined => {
  const { version: policyVersion, thresholds, hysteresis } = policyOn(on);
  const anew = isAnew ? ALERT_LEVELS.filter((level) => gradeDrop[level]?.isCrossed).map((level) => ({ metric, level })) : [];
  const before = levelsAfter(gradeDrop, metric, { rearmed: anew, policyVersion });
  const moved = levelsMoved({ metric, value, on, levels: thresholds.gradeDrop, hysteresis, before });
  const rearmed = [...anew, ...moved.rearmed];
  return moved.crossed.length + rearmed.length === 0 ? undefined : { crossed: moved.crossed, rearmed, policyVersion };
};

const metric = 'gradeDrop' as const;
