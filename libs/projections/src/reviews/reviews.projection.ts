import { PERIODIC, type BuyerEvent, type CalendarDate, type ReviewOutcome } from '@usance/domain';
import { onEntity, projection } from '../kernel';

/** A review that is to be done. */
export interface PlannedReview {
  readonly dueOn: CalendarDate;
  readonly kind: string;
}

/** A review that was done. */
export interface DoneReview extends PlannedReview {
  readonly completedOn: CalendarDate;
  readonly reviewer: string;
  readonly outcome: ReviewOutcome;
  readonly note: string;
}

/** A buyer's reviews: the open one, if any, and those that were done. */
export interface ReviewsDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly open?: PlannedReview;
  readonly done: readonly DoneReview[];
}

/** When buyers are looked at again. */
export const reviews = projection<ReviewsDocument, BuyerEvent>()({
  name: 'reviews',
  version: 1,
  indexes: [{ key: { seller: 1 } }],
  on: onEntity({
    ReviewScheduled: (doc, { seller, entity, data: { dueOn, kind } }) => ({
      seller,
      buyer: entity,
      open: { dueOn, kind },
      done: doc?.done ?? [],
    }),
    ReviewCompleted: (doc, { data: { dueOn, completedOn, reviewer, outcome, note, nextDueOn } }) =>
      doc && {
        ...doc,
        open: nextDueOn === undefined ? undefined : { dueOn: nextDueOn, kind: PERIODIC },
        done: [...doc.done, { dueOn, kind: doc.open?.kind ?? PERIODIC, completedOn, reviewer, outcome, note }],
      },
  }),
});
