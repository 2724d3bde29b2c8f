import type { CalendarDate } from '@usance/domain';
import type { ReadModels, Stored } from '@usance/projections/kernel';
import type { Collection } from 'mongodb';
import type { Deadline, DeadlineFields, DeadlineRow } from './deadline';
import type { DeadlineRows } from './sweeper';

/** How far the rows are, and whether nobody else writes them: then their changes are all told. */
export interface Followed {
  readonly position: bigint | undefined;
  readonly here: boolean;
}

/** The rows of a policy in MongoDB, and who has to be told of changes of them. */
export interface StoredRows<Row extends DeadlineFields = DeadlineFields, Known extends object = object> extends DeadlineRows<
  Row,
  Known
> {
  /** Some rows were written. */
  changed(rows: readonly Partial<Row>[]): void;
}

/** Later than every day. */
const NEVER = '9999-99-99';

/** A rebuild puts another collection in the place of the one that answers: so long the old one may be looked at. */
const KNOWN_FOR_MS = 1_000;

/**
 * The rows of a policy in MongoDB, as the projection kernel keeps them. Which day comes first is remembered as long as all changes are
 * told, so that looking for what is due, with every page of the log, asks the database only when something is.
 */
export const storedRows = <Row extends DeadlineFields, Known extends object>(
  { rows }: Deadline<Row, Known>,
  models: ReadModels,
  followed: () => Followed | Promise<Followed>,
): StoredRows<Row, Known> => {
  let answers = false;
  let first: CalendarDate | undefined;
  let opened: { readonly collection: Promise<Collection<DeadlineRow>>; readonly until: number } | undefined;
  const collection = (): Promise<Collection<DeadlineRow>> => {
    if (!opened || performance.now() > opened.until) {
      const open = models.open<DeadlineFields>(rows).then((found) => found.collection);
      open.catch(() => (opened = undefined));
      opened = { collection: open, until: performance.now() + KNOWN_FOR_MS };
    }
    return opened.collection;
  };
  const waiting = async (day: CalendarDate, atMost: number): Promise<DeadlineRow<Row>[]> => {
    const found = (await collection()).find({ status: 'waiting', sendOn: { $lte: day } });
    const page = found.sort({ sendOn: 1, _id: 1 }).limit(atMost).toArray();
    return (await models.inTime(page)) as unknown as DeadlineRow<Row>[];
  };
  return {
    position: async () => {
      answers ||= await models.answers(rows);
      if (!answers) return undefined;
      const { position, here } = await followed();
      if (!here) first = undefined;
      return position;
    },
    firstDue: async (day) => {
      if (first === undefined) {
        first = NEVER; // what is told while the question is under way counts
        const [row] = await waiting(NEVER, 1);
        if (row && row.sendOn < first) first = row.sendOn;
      }
      return first <= day ? first : undefined;
    },
    due: (day, atMost) => {
      first = undefined;
      return waiting(day, atMost);
    },
    changed: (written) => {
      for (const { status, sendOn } of written)
        if (first !== undefined && status === 'waiting' && sendOn !== undefined && sendOn < first) first = sendOn;
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
