import type { Approver, CalendarDate, Grade } from '../shared';
import type { DecideBuyer } from './buyer';
import type { GradeOverridden } from './buyer.events';
import { withGradeDrop } from './grade';
import { theFile } from './guards';

/**
 * Sets the buyer's grade from a day until a last day, whatever the score; then the score counts again. Of two overrides for a day the
 * later recorded holds.
 * Source: domain.md C03. Refused with BUYER_UNKNOWN.
 */
export interface OverrideGrade {
  readonly buyerId: string;
  readonly grade: Grade;
  readonly reason: string;
  readonly approver: Approver;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate;
}

export const overrideGrade: DecideBuyer<OverrideGrade> = (buyer, { buyerId, ...override }, facts) => {
  theFile(buyer, buyerId);
  const data = { ...override, seen: facts.seen };
  return [withGradeDrop<GradeOverridden>(buyer, { type: 'GradeOverridden', data }, override.validFrom, facts)];
};
