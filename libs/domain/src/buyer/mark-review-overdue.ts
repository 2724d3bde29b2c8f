import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';

/** Notes that the open review is overdue, from the day after it was due; once for a due day. Nothing to do when it is another by now. */
export interface MarkReviewOverdue {
  readonly buyerId: string;
  readonly dueOn: CalendarDate;
  readonly today: CalendarDate;
}

export const markReviewOverdue: DecideBuyer<MarkReviewOverdue> = ({ review }, { dueOn, today }) => {
  if (review?.dueOn !== dueOn || review.overdue || today <= dueOn) return [];
  return [{ type: 'ReviewFellOverdue', data: { dueOn, today } }];
};
