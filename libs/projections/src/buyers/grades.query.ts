import { gradeOn, type CalendarDate, type MoneyJson } from '@usance/domain';
import { EXPOSURE_MODELS, exposures, type ExposureRow } from '../exposure/exposure.query';
import type { ReadModels } from '../kernel';
import { amountOf, leastOf, minorOf, pageOf, type Page } from '../shared/answers';
import type { TableAnswer } from '../shared/table';
import { buyers, type BuyerDocument } from './buyers.projection';

/** What the buyers of a grade are given and have taken, currency by currency. */
export interface GradeRow {
  /** 1 (best) to 10; null: the buyers without a grade. */
  readonly grade: number | null;
  /** How many; a duplicate is counted with the buyer that it was merged into. */
  readonly buyers: number;
  /** In force on the day. */
  readonly limits: readonly MoneyJson[];
  /** What is used. */
  readonly exposure: readonly MoneyJson[];
}

/** The read models that grades are answered from. */
export const GRADE_MODELS: readonly string[] = EXPOSURE_MODELS;

/** All grades, the best first, and last those without one: how many buyers, their limits and their exposure on a day. */
export const grades = async (
  models: ReadModels,
  seller: string,
  { today, ...page }: Page & { readonly today: CalendarDate },
): Promise<TableAnswer<GradeRow>> => {
  const { collection, position } = await models.open<BuyerDocument>(buyers);
  const files = await collection.find({ seller }).toArray();
  const owed = await exposures(models, seller, { today, sort: '-used', limit: Number.MAX_SAFE_INTEGER });
  const graded = new Map(files.map((file) => [file.buyerId, gradeOn(file, today)?.grade ?? null]));
  const kept = files.filter(({ mergedInto }) => mergedInto === undefined);
  const board = GRADES.map((grade): GradeRow => {
    const own = owed.rows.filter(({ buyer }) => graded.get(buyer) === grade);
    return {
      grade,
      buyers: kept.filter(({ buyerId }) => graded.get(buyerId) === grade).length,
      limits: byCurrency(own, 'limit'),
      exposure: byCurrency(own, 'used'),
    };
  });
  const { rows, nextCursor } = pageOf(board, ({ grade }) => [BigInt(grade ?? GRADES.length)], page);
  return { position: leastOf(position, BigInt(owed.position)), rows, ...(nextCursor !== undefined && { nextCursor }) };
};

const GRADES: readonly (number | null)[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, null];

const byCurrency = (rows: readonly ExposureRow[], figure: 'limit' | 'used'): MoneyJson[] => {
  const sums = new Map<string, bigint>();
  for (const row of rows)
    if (row.currency !== null) sums.set(row.currency, (sums.get(row.currency) ?? 0n) + minorOf(row[figure]));
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => ({ amount: amountOf(minor, currency), currency }));
};
