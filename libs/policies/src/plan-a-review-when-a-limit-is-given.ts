import type { AccountEvent, BuyerEvent, CalendarDate } from '@usance/domain';
import { byTheDay } from './kernel/by-the-day';
import { AT_ONCE } from './kernel/deadline';

interface ReviewToPlan {
  readonly requestId: string;
  readonly dueOn: CalendarDate;
}

/** A limit that is given on a request is looked at again: its review goes to the buyer's file at once, once a request. */
export const planAReviewWhenALimitIsGiven = byTheDay<AccountEvent | BuyerEvent, ReviewToPlan>({
  name: 'plan-a-review-when-a-limit-is-given',
  rows: 'reviews_to_plan',
  on: {
    LimitDecided: {
      id: ({ requestId }) => requestId,
      becomes: ({ requestId, reviewOn }) =>
        reviewOn === undefined ? undefined : { requestId, dueOn: reviewOn, sendOn: AT_ONCE },
    },
    ReviewScheduled: { id: ({ requestId }) => requestId, becomes: () => 'done' },
  },
  sends: ({ buyer, requestId, dueOn }) => ({ name: 'PlanReview', payload: { buyerId: buyer, requestId, dueOn } }),
});
