import type { Store } from '../storage/store';

/** The position is none of an event, or of the place behind one. */
export class NoSuchPosition extends Error {}

/** A place among all events: the index of the one at the position, or behind it. */
export interface Place {
  readonly index: number;
  /** Whether the position is that of an event, and not of the place behind one. */
  readonly isEvent: boolean;
}

/** Finds the place of a position; undefined when it lies behind all. */
export const locate = async (store: Store, commit: bigint, prepare: bigint): Promise<Place | undefined> => {
  if (prepare > commit) throw new NoSuchPosition(`the prepare position ${prepare} lies behind the commit position ${commit}`);
  const position = Number(commit);
  if (position === 0) return { index: 0, isEvent: false };
  if (position >= store.end) return undefined;
  const index = store.all.lowerBound(position);
  if (store.all.at(index) === position && index < store.all.length) return { index, isEvent: true };
  if (index > 0 && (await store.event(store.all.at(index - 1))).after === position) return { index, isEvent: false };
  throw new NoSuchPosition(`there is no event at ${commit}`);
};
