import { isMetadataStream, isSoftDeleted, metadataStreamOf } from './metadata';
import type { RecentIds } from './recent-ids';
import type { Stream, Streams } from './streams';

/** Expected revisions that are no revision, by the numbers that the server's error messages name. */
export const ANY = -2n;
export const NO_STREAM = -1n;
export const STREAM_EXISTS = -4n;

/** What is to be done about an append. */
export type Decision =
  | { readonly kind: 'write' }
  /** The same was written before, up to this revision. */
  | { readonly kind: 'repeated'; readonly revision: number }
  | { readonly kind: 'wrong-version' }
  | { readonly kind: 'deleted' }
  /** The ids are known, in an order that the real server fails on without an answer. */
  | { readonly kind: 'unanswered' };

const WRITE: Decision = { kind: 'write' };
const WRONG_VERSION: Decision = { kind: 'wrong-version' };
const DELETED: Decision = { kind: 'deleted' };

/** What a decision rests on. */
export interface Known {
  readonly streams: Streams;
  readonly recent: RecentIds;
  /** The id of the event at a revision. */
  idAt(stream: Stream, revision: number): string | Promise<string>;
}

/** Decides an append as EventStoreDB does: expected revision, repetition by the ids of the events, deletion. */
export const decide = async (known: Known, stream: Stream, expected: bigint, ids: readonly string[]): Promise<Decision> => {
  const state = stream.next;
  const current = BigInt(state.count - 1);
  if (state.tombstone !== undefined) return DELETED;
  if (expected === STREAM_EXISTS) {
    if (isSoftDeleted(state.metadata) && !isMetadataStream(stream.name)) return DELETED;
    if (state.count === 0 && known.streams.next(metadataStreamOf(stream.name)).count === 0) return WRONG_VERSION;
  }
  if (expected === ANY || expected === STREAM_EXISTS) return byRecentIds(known.recent, stream, ids);
  if (expected < current) return byStoredIds(known, stream, Number(expected), ids);
  return expected === current ? WRITE : WRONG_VERSION;
};

const byRecentIds = (recent: RecentIds, stream: Stream, ids: readonly string[]): Decision => {
  let first: number | undefined;
  let last = -1;
  for (const id of ids) {
    const revision = recent.revisionOf(id, stream);
    if (revision === undefined) return first === undefined ? WRITE : WRONG_VERSION;
    first ??= revision;
    last = revision;
  }
  if (first === undefined) return WRITE;
  return last < first ? { kind: 'unanswered' } : { kind: 'repeated', revision: last };
};

const byStoredIds = async (known: Known, stream: Stream, expected: number, ids: readonly string[]): Promise<Decision> => {
  let revision = expected;
  for (const id of ids) {
    revision++;
    if (known.recent.revisionOf(id, stream) === revision) continue;
    if (revision < stream.next.count && (await known.idAt(stream, revision)) === id) continue;
    const isFirst = revision === expected + 1;
    return isFirst && expected === -1 && isSoftDeleted(stream.next.metadata) ? WRITE : WRONG_VERSION;
  }
  return ids.length === 0 ? WRONG_VERSION : { kind: 'repeated', revision };
};
