import type { CalendarDate } from '../shared';
import { PERIODIC, type DecideBuyer } from './buyer';

/** Plans the review that a limit given on a request asks for, once a request. A review that is open and due sooner stays as it is. */
export interface PlanReview {
  readonly buyerId: string;
  readonly requestId: string;
  readonly dueOn: CalendarDate;
}

export const planReview: DecideBuyer<PlanReview> = ({ review, reviewedRequests }, { requestId, dueOn }) => {
  if (reviewedRequests.has(requestId)) return [];
  const planned = review && review.dueOn <= dueOn ? review : { dueOn, kind: PERIODIC };
  return [{ type: 'ReviewScheduled', data: { dueOn: planned.dueOn, kind: planned.kind, requestId } }];
};
