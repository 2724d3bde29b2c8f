import { isMetadataStream, isSoftDeleted, OF_METADATA_STREAMS, streamOfMetadata } from '../storage/metadata';
import type { Store } from '../storage/store';

/** Whether a stream can be read, and between which revisions; the last is exclusive. */
export type Visible =
  | { readonly kind: 'there'; readonly first: number; readonly end: number; readonly positions: readonly number[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'deleted' };

/** What of a stream is to be seen, after its metadata. */
export const visible = async (store: Store, name: string): Promise<Visible> => {
  const isOfMetadata = isMetadataStream(name);
  const state = store.seen(name);
  if (state.tombstone !== undefined) return { kind: 'deleted' };
  if (isOfMetadata && store.seen(streamOfMetadata(name)).tombstone !== undefined) return { kind: 'deleted' };
  const metadata = isOfMetadata ? OF_METADATA_STREAMS : state.metadata;
  if (state.count === 0 || isSoftDeleted(metadata)) return { kind: 'not-found' };
  const positions = store.streams.get(name)?.positions ?? [];
  const first = Math.max(metadata.truncateBefore ?? 0, metadata.maxCount === undefined ? 0 : state.count - metadata.maxCount);
  const range = { kind: 'there', first, end: state.count, positions } as const;
  if (metadata.maxAge === undefined) return range;
  return { ...range, first: await firstSince(store, range, Date.now() - metadata.maxAge * 1000) };
};

/** The first revision that is not older. */
const firstSince = async (store: Store, range: Extract<Visible, { kind: 'there' }>, time: number): Promise<number> => {
  let low = range.first;
  let high = range.end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = await store.event(range.positions[middle] ?? -1);
    if (event.created < time) low = middle + 1;
    else high = middle;
  }
  return low;
};
