import type { Filter } from '../reading/filter';
import { resolve } from '../reading/links';
import { visible } from '../reading/visible';
import type { StoredEvent } from '../storage/record';
import type { Store } from '../storage/store';
import { streamDeleted } from './errors';
import { caughtUp, checkpoint, confirmation, readEvent } from './read-answers';
import type { Sink } from './sink';

/** What every subscription needs. */
export interface Subscription {
  readonly store: Store;
  readonly sink: Sink;
  readonly resolveLinks: boolean;
}

/** Waits for changes without missing one that comes while the subscriber is busy. */
class Changes {
  private missed = false;
  private wake: (() => void) | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly sink: Sink,
    store: Store,
    stream?: string,
  ) {
    this.stop = store.listen(stream, () => {
      if (this.wake) this.wake();
      else this.missed = true;
    });
  }

  async next(): Promise<void> {
    if (!this.missed) await this.sink.pause((wake) => (this.wake = wake));
    this.wake = undefined;
    this.missed = false;
  }

  /** Runs a loop that uses the changes until its reader is gone. */
  async during(loop: () => Promise<void>): Promise<void> {
    try {
      await loop();
    } finally {
      this.stop();
    }
  }
}

const emit = async ({ store, sink, resolveLinks }: Subscription, event: StoredEvent): Promise<void> => {
  const waiting = sink.send(readEvent(resolveLinks ? await resolve(store, event) : { event }));
  if (waiting) await waiting;
};

/** Sends the events of a stream from a revision on, or those that are yet to come, until the reader goes. */
export const subscribeToStream = async (subscription: Subscription, name: string, from: number | undefined): Promise<void> => {
  const { store, sink } = subscription;
  const changes = new Changes(sink, store, name);
  await changes.during(async () => {
    let next = from ?? store.seen(name).count;
    let isLive = from === undefined;
    let isEnded = isLive && store.seen(name).tombstone !== undefined;
    if (!isLive && (await visible(store, name)).kind === 'deleted') throw streamDeleted(name);
    await sink.send(confirmation());
    if (isLive) await sink.send(caughtUp);
    while (!sink.isClosed) {
      if (!isLive) {
        const range = await visible(store, name);
        if (range.kind === 'there') {
          next = Math.max(next, range.first);
          isLive = true;
          next = await sendRevisions(subscription, name, next);
          await sink.send(caughtUp);
        }
      } else next = await sendRevisions(subscription, name, next);
      const { tombstone } = store.seen(name);
      if (tombstone !== undefined && !isEnded) {
        isEnded = true;
        await emit(subscription, await store.event(tombstone));
        throw streamDeleted(name);
      }
      await changes.next();
    }
  });
};

/** Sends what there is of a stream from a revision on; answers the revision after. */
const sendRevisions = async (subscription: Subscription, name: string, from: number): Promise<number> => {
  const { store, sink } = subscription;
  let next = from;
  const positions = store.streams.get(name)?.positions ?? [];
  for (; next < store.seen(name).count && !sink.isClosed; next++) {
    const found = store.event(positions[next] ?? -1);
    await emit(subscription, found instanceof Promise ? await found : found);
  }
  return next;
};

/** The events looked at since the last checkpoint. */
class Checkpoints {
  private considered = 0;

  constructor(private readonly interval: number) {}

  /** Whether a checkpoint is due after so many more events. */
  isDue(count: number): boolean {
    this.considered += count;
    if (this.considered < this.interval) return false;
    this.considered %= this.interval;
    return true;
  }
}

/** The position of "after the event before this index". */
const placeBefore = async (store: Store, index: number): Promise<number> => (index === 0 ? 0 : (await store.event(store.all.at(index - 1))).after);

/** Sends all events from an index on, as far as the filter wants them, until the reader goes. */
export const subscribeToAll = async (subscription: Subscription, from: number, filter: Filter | undefined): Promise<void> => {
  const { store, sink } = subscription;
  const changes = new Changes(sink, store);
  await changes.during(async () => {
    await sink.send(confirmation());
    const checkpoints = new Checkpoints(filter?.interval ?? Infinity);
    let next = from;
    while (next < store.all.length && !sink.isClosed)
      next = filter ? await sendPage(subscription, next, filter, checkpoints) : await sendAll(subscription, next);
    await sink.send(caughtUp);
    while (!sink.isClosed) {
      next = filter ? await sendLive(subscription, next, filter, checkpoints) : await sendAll(subscription, next);
      await changes.next();
    }
  });
};

const sendAll = async (subscription: Subscription, from: number): Promise<number> => {
  const { store, sink } = subscription;
  let next = from;
  for (; next < store.all.length && !sink.isClosed; next++) {
    const found = store.event(store.all.at(next));
    await emit(subscription, found instanceof Promise ? await found : found);
  }
  return next;
};

/** While catching up the log is looked through by windows; a checkpoint names the window's last match, or its beginning. */
const sendPage = async (subscription: Subscription, from: number, filter: Filter, checkpoints: Checkpoints): Promise<number> => {
  const { store, sink } = subscription;
  const end = Math.min(from + filter.window, store.all.length);
  let lastMatch: number | undefined;
  let next = from;
  for (; next < end && !sink.isClosed; next++) {
    const found = store.event(store.all.at(next));
    const event = found instanceof Promise ? await found : found;
    if (!filter.matches(event)) continue;
    lastMatch = event.position;
    await emit(subscription, event);
  }
  if (checkpoints.isDue(next - from)) await sink.send(checkpoint(lastMatch ?? (await placeBefore(store, from))));
  return next;
};

/** Live, a checkpoint names the very event at which it is due. */
const sendLive = async (subscription: Subscription, from: number, filter: Filter, checkpoints: Checkpoints): Promise<number> => {
  const { store, sink } = subscription;
  let next = from;
  for (; next < store.all.length && !sink.isClosed; next++) {
    const event = await store.event(store.all.at(next));
    if (filter.matches(event)) await emit(subscription, event);
    if (checkpoints.isDue(1)) await sink.send(checkpoint(event.position));
  }
  return next;
};
