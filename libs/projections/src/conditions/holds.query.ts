import { daysBetween, holdOn, type CalendarDate } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { pageOf, type Page } from '../shared/answers';
import type { TableAnswer } from '../shared/table';
import { holds as holdsModel, type HoldsDocument } from './holds.projection';

/** A buyer on hold. */
export interface HoldRow {
  readonly buyerId: string;
  readonly since: CalendarDate;
  /** Days from then to the business day. */
  readonly days: number;
  readonly reason: string;
}

/** The read models that holds are answered from. */
export const HOLD_MODELS: readonly string[] = [holdsModel.name];

/** The buyers that are on hold on the day. */
export const holds = async (
  models: ReadModels,
  seller: string,
  { today, ...page }: Page & { readonly today: CalendarDate },
): Promise<TableAnswer<HoldRow>> => {
  const { collection, position } = await models.open<HoldsDocument>(holdsModel);
  const documents = await collection.find({ seller }).toArray();
  const standing = documents.flatMap((document): HoldRow[] => {
    const hold = holdOn(document, today);
    if (!hold) return [];
    return [{ buyerId: document.buyer, since: hold.from, days: daysBetween(hold.from, today), reason: hold.reason }];
  });
  const { rows, nextCursor } = pageOf(standing, ({ buyerId }) => [buyerId], page);
  return { position: position.toString(), rows, ...(nextCursor !== undefined && { nextCursor }) };
};
