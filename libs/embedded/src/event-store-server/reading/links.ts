import type { StoredEvent } from '../storage/record';
import type { Store } from '../storage/store';
import { visible } from './visible';

/** The type of an event that stands for another. */
const LINK = '$>';

/** An event as a reader gets it: by way of a link, or itself. A link may lead nowhere. */
export interface ResolvedEvent {
  readonly event?: StoredEvent;
  readonly link?: StoredEvent;
}

/** Follows a link: `revision@stream`. */
export const resolve = async (store: Store, event: StoredEvent): Promise<ResolvedEvent> => {
  if (event.type !== LINK) return { event };
  const [, revision, stream] = /^(\d+)@(.+)$/s.exec(event.data.toString('utf8')) ?? [];
  if (revision === undefined || stream === undefined) return { event };
  const target = await visible(store, stream);
  if (target.kind !== 'there') return { link: event };
  const at = Number(revision);
  if (at < target.first || at >= target.end) return { link: event };
  return { event: await store.event(target.positions[at] ?? -1), link: event };
};
