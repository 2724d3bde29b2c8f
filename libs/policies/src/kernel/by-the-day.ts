import type { CalendarDate } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, projection, type Effect, type Effects } from '@usance/projections/kernel';
import { DUE, withoutNote, type Deadline, type DeadlineFields, type Sending } from './deadline';

/** The row of a thing that waits for its day: an override for the day after its last, a review for the day after it was due. */
export type ThingRow<Thing extends object> = Thing & DeadlineFields & { readonly buyer: string };

/** A thing and the day on which its command is sent. closed: it does not wait, but an event may let it. */
export type Waiting<Thing extends object> = Thing & { readonly sendOn: CalendarDate; readonly status?: 'waiting' | 'closed' };

/** What an event makes of a thing: it waits for a day (anew), what was waited for happened, or is not waited for any more; or nothing. */
export type Becomes<Thing extends object> = Waiting<Thing> | 'done' | 'closed' | undefined;

type DataOf<Type, Events> = Events extends { type: Type; data: infer Data } ? Data : never;

/** What a type of event means for the thing that it is about. */
interface OfThing<Thing extends object, Data = object> {
  /** The thing's id among the buyer's; undefined: the event is about none. Left out where a buyer has one thing. */
  readonly id?: (data: Data) => string | undefined;
  /** `row`: the thing's row as it is. */
  readonly becomes: (data: Data, row: ThingRow<Thing> | undefined) => Becomes<Thing>;
}

/** What happens to things of a buyer, in its account or its file, by the day. */
export interface ByTheDay<Events extends { type: string; data: object }, Thing extends object> {
  readonly name: string;
  /** The name of the rows' collection, snake case. */
  readonly rows: string;
  readonly idle?: true;
  readonly on: { readonly [Type in Events['type']]?: OfThing<Thing, DataOf<Type, Events>> };
  readonly sends: (row: ThingRow<Thing>) => Sending;
}

/** The commonest policy: one event lets a thing of a buyer wait for a day, others end that, a command is sent on the day. */
export const byTheDay = <Events extends { type: string; data: object }, Thing extends object = object>({
  name,
  rows,
  idle,
  on,
  sends,
}: ByTheDay<Events, Thing>): Deadline<ThingRow<Thing>> => {
  const effects = Object.entries(on as unknown as Readonly<Record<string, OfThing<Thing>>>).map(([type, of]) => [
    type,
    effect(of),
  ]);
  return {
    name,
    rows: projection<ThingRow<Thing>, Events>()({
      name: rows,
      version: 1,
      indexes: [DUE],
      on: Object.fromEntries(effects) as Effects<ThingRow<Thing>, Events>,
    }),
    sends,
    ...(idle && { idle }),
  };
};

const effect = <Thing extends object>({ id, becomes }: OfThing<Thing>): Effect<ThingRow<Thing>> => ({
  keys: ({ seller, entity, data }) => {
    if (!id) return [key(seller, entity)];
    const thing = id(data);
    return thing === undefined ? [] : [key(seller, entity, thing)];
  },
  fold: (stored, event) => {
    const row = stored && withoutNote(stored);
    return next(row, event, becomes(event.data, row));
  },
});

const next = <Thing extends object>(
  row: ThingRow<Thing> | undefined,
  { seller, entity: buyer, id }: RecordedEvent,
  becomes: Becomes<Thing>,
): ThingRow<Thing> | undefined => {
  if (becomes === undefined) return row;
  if (typeof becomes === 'object') return { status: 'waiting', ...becomes, seller, buyer, openedBy: id };
  return row && { ...row, status: row.status === 'done' ? 'done' : becomes };
};
