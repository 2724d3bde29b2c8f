import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';
import { theFile } from './guards';

/**
 * Plans a review of the buyer by a day. There is one open review, which this brings forward and never puts off: when it is due by then
 * anyway, nothing is to do.
 * Source: domain.md C06. Refused with BUYER_UNKNOWN.
 */
export interface ScheduleReview {
  readonly buyerId: string;
  readonly dueOn: CalendarDate;
  readonly kind: string;
}

export const scheduleReview: DecideBuyer<ScheduleReview> = (buyer, { buyerId, dueOn, kind }) => {
  theFile(buyer, buyerId);
  if (buyer.review && buyer.review.dueOn <= dueOn) return [];
  return [{ type: 'ReviewScheduled', data: { dueOn, kind } }];
};
