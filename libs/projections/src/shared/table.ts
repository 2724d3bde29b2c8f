import type { Filter } from 'mongodb';
import { keysUnder, type Fields, type Projection, type ReadModels, type Stored } from '../kernel';
import { cursorOf, keyOf, type Page } from './answers';

/** A page of a table, by all that is recorded up to the position. */
export interface TableAnswer<Row> {
  readonly position: string;
  readonly rows: readonly Row[];
  readonly nextCursor?: string;
}

/** A page of a read model's documents that fit, in the order of their keys, of one buyer's only when one is named. */
export const tableByKey = async <Doc extends Fields, Row>(
  models: ReadModels,
  readModel: Projection,
  { seller, buyer, fit = {}, page }: { seller: string; buyer?: string; fit?: Filter<Stored<Doc>>; page: Page },
  rowOf: (document: Stored<Doc>) => Row,
): Promise<TableAnswer<Row>> => {
  const { collection, position } = await models.open<Doc>(readModel);
  const { limit, cursor } = page;
  const [after] = cursor === undefined ? [] : keyOf(cursor, ['']);
  const keys = [
    keysUnder(seller, ...(buyer === undefined ? [] : [buyer])),
    ...(after === undefined ? [] : [{ $gt: String(after) }]),
  ];
  const found = await collection
    .find({ $and: [...keys.map((range) => ({ _id: range })), { seller }, fit] } as Filter<Stored<Doc>>)
    .sort({ _id: 1 })
    .limit(limit + 1)
    .toArray();
  const shown = (found as unknown as Stored<Doc>[]).slice(0, limit);
  const last = shown.at(-1);
  return {
    position: position.toString(),
    rows: shown.map(rowOf),
    ...(last && found.length > limit && { nextCursor: cursorOf([last._id]) }),
  };
};
