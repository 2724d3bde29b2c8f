import type { CalendarDate } from '@usance/domain';
import type { ReadModels } from '@usance/projections/kernel';
import type { Collection } from 'mongodb';
import type { Deadline, DeadlineFields, DeadlineRow } from './deadline';
import type { DeadlineRows } from './sweeper';

/** The rows of a policy in MongoDB, as the projection kernel keeps them. */
export const storedRows = <Fields extends DeadlineFields>(
  { rows }: Deadline<Fields>,
  models: ReadModels,
  position: () => bigint | undefined,
): DeadlineRows<Fields> => {
  const collection = async (): Promise<Collection<DeadlineRow>> => (await models.open<DeadlineFields>(rows)).collection;
  return {
    position,
    due: async (day: CalendarDate, atMost: number) => {
      const found = (await collection()).find({ status: 'waiting', dueOn: { $lte: day } });
      const page = found.sort({ dueOn: 1, _id: 1 }).limit(atMost).toArray();
      return (await models.inTime(page)) as unknown as DeadlineRow<Fields>[];
    },
    park: async ({ _id, position: read }, reason) => {
      const rowsNow = await collection();
      await models.inTime(rowsNow.updateOne({ _id, position: read }, { $set: { status: 'parked', parkedFor: reason } }));
    },
  };
};
