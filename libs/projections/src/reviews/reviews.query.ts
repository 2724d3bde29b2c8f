import type { CalendarDate } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { pageOf, type Page } from '../shared/answers';
import { reviews as reviewsModel, type DoneReview, type PlannedReview, type ReviewsDocument } from './reviews.projection';

/** `due`: open, and not overdue. */
export type ReviewStatus = 'due' | 'overdue' | 'done';

/** A review of a buyer. */
export interface ReviewRow extends PlannedReview, Partial<Omit<DoneReview, keyof PlannedReview>> {
  readonly buyerId: string;
  readonly status: ReviewStatus;
}

/** A page of reviews: of those due in a period, and of one status, as of a day. */
export interface ReviewsInput extends Page {
  readonly today: CalendarDate;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly status?: ReviewStatus;
}

/** A page of reviews, by all that is recorded up to the position. */
export interface ReviewsAnswer {
  readonly position: string;
  readonly rows: readonly ReviewRow[];
  readonly nextCursor?: string;
}

/** The read models that reviews are answered from. */
export const REVIEW_MODELS: readonly string[] = [reviewsModel.name];

/** Reviews by the day on which they are, or were, due. One that is open is overdue from the day after. */
export const reviews = async (
  models: ReadModels,
  seller: string,
  { today, from = '', to = '9999', status, ...page }: ReviewsInput,
): Promise<ReviewsAnswer> => {
  const { collection, position } = await models.open<ReviewsDocument>(reviewsModel);
  const all = (await collection.find({ seller }).toArray()).flatMap((document) => rowsOf(document, today));
  const wanted = all.filter((row) => from <= row.dueOn && row.dueOn <= to && (status ?? row.status) === row.status);
  const numbered = wanted.map((row, index) => ({ row, index }));
  const { rows, ...rest } = pageOf(numbered, ({ row, index }) => [row.dueOn, row.buyerId, BigInt(index)], page);
  return { position: position.toString(), rows: rows.map(({ row }) => row), ...rest };
};

const rowsOf = ({ buyer, open, done }: ReviewsDocument, today: CalendarDate): ReviewRow[] => [
  ...done.map((review): ReviewRow => ({ buyerId: buyer, status: 'done', ...review })),
  ...(open ? [{ buyerId: buyer, status: open.dueOn < today ? ('overdue' as const) : ('due' as const), ...open }] : []),
];
