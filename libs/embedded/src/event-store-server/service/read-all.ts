import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Extent } from '../reading/extent';
import type { Filter } from '../reading/filter';
import { locate, NoSuchPosition } from '../reading/position';
import type { Store } from '../storage/store';
import { Breather } from './breather';
import { emit, Reading } from './emit';
import { lastAllPosition } from './read-answers';

type AllOptions = ReadReq.Options.AllOptions;

/** The index of the first event that a read gives: forwards the one at the position, backwards the one before it. */
const startOfRead = async (store: Store, all: AllOptions, isBackwards: boolean): Promise<number> => {
  const { length } = store.all;
  if (all.hasEnd()) return isBackwards ? length - 1 : length;
  const position = all.getPosition();
  if (!position) return isBackwards ? -1 : 0;
  const place = await locate(store, BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition()));
  if (place) return isBackwards ? place.index - 1 : place.index;
  if (isBackwards) throw new NoSuchPosition('the position lies behind all events');
  return length;
};

/** The index of the first event that a subscription gives: the one behind the position. */
export const startOfSubscription = async (store: Store, all: AllOptions): Promise<number> => {
  if (all.hasEnd()) return store.all.length;
  const position = all.getPosition();
  if (!position) return 0;
  const place = await locate(store, BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition()));
  return place ? place.index + (place.isEvent ? 1 : 0) : store.all.length;
};

/** Sends the events of the whole log, one way or the other. */
export const readAll = async (reading: Reading, all: AllOptions, extent: Extent, filter: Filter | undefined): Promise<void> => {
  const { store, sink } = reading;
  const { count, isBackwards } = extent;
  // The real server answers nothing at all, until the caller gives up.
  if (count === 0) return sink.pause();
  const breather = new Breather();
  let index = await startOfRead(store, all, isBackwards);
  const end = store.all.length;
  const step = isBackwards ? -1 : 1;
  for (let sent = 0; sent < count && index >= 0 && index < end && !sink.isClosed; index += step) {
    const found = store.event(store.all.at(index));
    const event = found instanceof Promise ? await found : found;
    if (filter && !filter.matches(event)) {
      await breather.breathe();
      continue;
    }
    sent++;
    const waiting = emit(reading, event);
    if (waiting) await waiting;
  }
  if (extent.tellsLast && end > 0) await sink.send(lastAllPosition(store.all.at(end - 1)));
};
