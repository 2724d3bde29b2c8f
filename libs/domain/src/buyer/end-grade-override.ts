import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';
import type { GradeOverrideEnded } from './buyer.events';
import { withGradeDrop } from './grade';

/**
 * Notes that overrides of the grade are over, once their last day has passed; once each. It is their dates that end them: this is what
 * others can react to, and where the grade's drop is measured.
 */
export interface EndGradeOverride {
  readonly buyerId: string;
  readonly validTo: CalendarDate;
  readonly today: CalendarDate;
}

export const endGradeOverride: DecideBuyer<EndGradeOverride> = (buyer, { validTo, today }, facts) => {
  const isOver = validTo < today && buyer.overrides.some((each) => each.validTo === validTo && !each.ended);
  if (!isOver) return [];
  const data = { validTo, today, seen: facts.seen };
  return [withGradeDrop<GradeOverrideEnded>(buyer, { type: 'GradeOverrideEnded', data }, today, facts)];
};
