import type { CalendarDate } from '@usance/domain';
import type { ReadModels, Stored } from '@usance/projections/kernel';
import type { Collection } from 'mongodb';
import type { Deadline, DeadlineFields, DeadlineRow } from './deadline';
import type { DeadlineRows } from './sweeper';

/** The rows of a policy in MongoDB, as the projection kernel keeps them; `position` says how far they are. */
export const storedRows = <Row extends DeadlineFields, Known extends object>(
  { rows }: Deadline<Row, Known>,
  models: ReadModels,
  position: () => bigint | undefined | Promise<bigint | undefined>,
): DeadlineRows<Row, Known> => {
  const collection = async (): Promise<Collection<DeadlineRow>> => (await models.open<DeadlineFields>(rows)).collection;
  return {
    position: async () => ((await models.answers(rows)) ? position() : undefined),
    due: async (day: CalendarDate, atMost: number) => {
      const found = (await collection()).find({ status: 'waiting', sendOn: { $lte: day } });
      const page = found.sort({ sendOn: 1, _id: 1 }).limit(atMost).toArray();
      return (await models.inTime(page)) as unknown as DeadlineRow<Row>[];
    },
    setAside: async ({ _id, position: read }, note) => {
      const rowsNow = await collection();
      await models.inTime(rowsNow.updateOne({ _id, position: read }, { $set: note }));
    },
    known: async function* (seller, having) {
      const { collection: all } = await models.open<object>(rows);
      yield* all.find({ ...having, seller }).sort({ _id: 1 }) as AsyncIterable<unknown> as AsyncIterable<Stored<Known>>;
    },
  };
};

/** How many rows of a policy are parked, by what for: a refusal code, or `NOTHING_TO_DO`. */
export const countParked = async ({ rows }: Deadline, models: ReadModels): Promise<ReadonlyMap<string, number>> => {
  const { collection } = await models.open<DeadlineFields>(rows);
  const parked = collection.aggregate<{ _id: string; rows: bigint | number }>([
    { $match: { status: 'parked' } },
    { $group: { _id: '$parkedFor', rows: { $sum: 1 } } },
  ]);
  return new Map((await models.inTime(parked.toArray())).map(({ _id: reason, rows: count }) => [reason, Number(count)]));
};
