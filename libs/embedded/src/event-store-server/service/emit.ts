import { resolve } from '../reading/links';
import type { StoredEvent } from '../storage/record';
import type { Store } from '../storage/store';
import { readEvent } from './read-answers';
import type { Sink } from './sink';

/** What a reader needs to be given events. */
export interface Reading {
  readonly store: Store;
  readonly sink: Sink;
  readonly resolveLinks: boolean;
}

/** Gives an event to a reader; wait for the answer, if there is one, before the next. */
export const emit = ({ store, sink, resolveLinks }: Reading, event: StoredEvent): Promise<void> | undefined =>
  resolveLinks ? resolve(store, event).then((resolved) => sink.send(readEvent(resolved))) : sink.send(readEvent({ event }));
