import { visible } from '../reading/visible';
import { Changes } from './changes';
import { emit, Reading } from './emit';
import { streamDeleted } from './errors';
import { caughtUp, confirmation } from './read-answers';

/** Sends the events of a stream from a revision on, or those that are yet to come, until the reader goes. */
export const subscribeToStream = async (reading: Reading, name: string, from: number | undefined): Promise<void> => {
  const { store, sink } = reading;
  const wasTombstone = store.seen(name).tombstone;
  if (from !== undefined && (await visible(store, name)).kind === 'deleted') throw streamDeleted(name);
  await Changes.during(store, sink, name, async (changes) => {
    let next = from ?? store.seen(name).count;
    let isLive = from === undefined;
    await sink.send(confirmation());
    if (isLive) await sink.send(caughtUp);
    while (!sink.isClosed) {
      if (isLive) next = await sendFrom(reading, name, next);
      else {
        // What is cut away is passed over while catching up only; a stream that is not there yet is waited for.
        const range = await visible(store, name);
        if (range.kind === 'there') {
          isLive = true;
          next = await sendFrom(reading, name, Math.max(next, range.first));
          await sink.send(caughtUp);
        }
      }
      const { tombstone } = store.seen(name);
      if (tombstone !== wasTombstone && tombstone !== undefined) {
        await emit(reading, await store.event(tombstone));
        throw streamDeleted(name);
      }
      await changes.next();
    }
  });
};

/** Sends what there is of a stream from a revision on; answers the revision after. */
const sendFrom = async (reading: Reading, name: string, from: number): Promise<number> => {
  const { store, sink } = reading;
  let next = from;
  const positions = store.streams.get(name)?.positions ?? [];
  for (; next < store.seen(name).count && !sink.isClosed; next++) {
    const found = store.event(positions[next] ?? -1);
    const waiting = emit(reading, found instanceof Promise ? await found : found);
    if (waiting) await waiting;
  }
  return next;
};
