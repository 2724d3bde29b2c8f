import { addDays, type BuyerEvent, type CalendarDate } from '@usance/domain';
import { byTheDay, type Waiting } from './kernel/by-the-day';

interface Review {
  readonly dueOn: CalendarDate;
}

const openUntil = (dueOn: CalendarDate): Waiting<Review> => ({ dueOn, sendOn: addDays(dueOn, 1) });

/** The open review of a buyer is overdue from the day after it was due; the one scheduled last is the open one. */
export const markReviewsOverdueWhenTheirDayPasses = byTheDay<BuyerEvent, Review>({
  name: 'mark-reviews-overdue-when-their-day-passes',
  rows: 'open_reviews',
  idle: true,
  on: {
    ReviewScheduled: {
      becomes: ({ dueOn }, row) => (row?.status === 'done' && row.dueOn === dueOn ? undefined : openUntil(dueOn)),
    },
    ReviewCompleted: { becomes: ({ nextDueOn }) => (nextDueOn === undefined ? 'closed' : openUntil(nextDueOn)) },
    ReviewFellOverdue: { becomes: () => 'done' },
  },
  sends: ({ buyer, dueOn, sendOn }) => ({ name: 'MarkReviewOverdue', payload: { buyerId: buyer, dueOn, today: sendOn } }),
});
