import type { Filter } from 'mongodb';
import type { RecordedEvent } from '@usance/event-store';

/** No id has a bar in it, so no two keys collide and a buyer's keys lie together. */
export const key = (...parts: readonly string[]): string => parts.join('|');

/** The key of what the event's stream stands for: `acme|B7`. */
export const entityKey = ({ seller, entity }: Pick<RecordedEvent, 'seller' | 'entity'>): string => key(seller, entity);

/** All keys that begin with the parts: a filter on `_id`. A bar is followed by what sorts before a brace. */
export const keysUnder = (...parts: readonly string[]): { $gte: string; $lt: string } => ({
  $gte: `${key(...parts)}|`,
  $lt: `${key(...parts)}}`,
});

/** All keys of some buyers of a seller: a filter on documents. Of one buyer it is a plain range, which an index finds. */
export const underAny = (seller: string, buyers: readonly string[]): Filter<{ _id: string }> => {
  const ranges = buyers.map((buyer) => ({ _id: keysUnder(seller, buyer) }));
  const [only] = ranges;
  return only && ranges.length === 1 ? only : { $or: ranges };
};
