import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Filter, readFilter } from '../reading/filter';
import { resolve } from '../reading/links';
import { locate, NoSuchPosition } from '../reading/position';
import { visible } from '../reading/visible';
import type { StoredEvent } from '../storage/record';
import type { Store } from '../storage/store';
import { GREATEST } from '../wire/writer';
import { streamDeleted, toServiceError } from './errors';
import { lastAllPosition, lastStreamPosition, readEvent, streamNotFound } from './read-answers';
import { Sink } from './sink';
import { subscribeToAll, subscribeToStream } from './subscribe';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

const nameOf = (options: ReadReq.Options): string =>
  Buffer.from(options.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

/** Reads and subscriptions, of a stream and of all. */
export const read = (store: Store) => (call: ReadCall): void => {
  const sink = new Sink(call);
  answer(store, call, sink).catch((error: unknown) => {
    if (!sink.isClosed) call.emit('error', toServiceError(error));
  });
};

const answer = async (store: Store, call: ReadCall, sink: Sink): Promise<void> => {
  const options = call.request.getOptions();
  if (!options) throw new Error('the request has no options');
  const stream = options.getStream();
  const all = options.getAll();
  if (options.hasSubscription()) {
    const resolveLinks = options.getResolveLinks();
    if (stream) return subscribeToStream({ store, sink, resolveLinks }, named(options), fromRevision(stream));
    const filter = options.getFilter();
    return subscribeToAll({ store, sink, resolveLinks }, await startOfAll(store, options), filter && readFilter(filter));
  }
  if (stream) await readStream(store, sink, options, named(options));
  else if (all) await readAll(store, sink, options, all);
  else throw new Error('the request names no stream');
  sink.end();
};

const named = (options: ReadReq.Options): string => {
  const name = nameOf(options);
  if (name === '') throw new Error('streamId must not be empty');
  return name;
};

/** Where a subscription to a stream begins: before this revision nothing is sent. Undefined: at the end. */
const fromRevision = (stream: ReadReq.Options.StreamOptions): number | undefined => {
  if (stream.hasEnd()) return undefined;
  return stream.hasRevision() ? revisionOf(stream) + 1 : 0;
};

const revisionOf = (stream: ReadReq.Options.StreamOptions): number => {
  const revision = BigInt(stream.getRevision());
  if (revision >= 2n ** 63n) throw new Error('Exception was thrown by handler.');
  return Number(revision);
};

/** Where a subscription to all begins: the index of the first event to be sent. */
const startOfAll = async (store: Store, options: ReadReq.Options): Promise<number> => {
  const all = options.getAll();
  const position = all?.getPosition();
  if (all?.hasEnd()) return store.all.length;
  if (!position) return 0;
  const place = await locate(store, BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition()));
  return place ? place.index + (place.isEvent ? 1 : 0) : store.all.length;
};

const emit = async (store: Store, sink: Sink, event: StoredEvent, resolveLinks: boolean): Promise<void> => {
  const waiting = sink.send(readEvent(resolveLinks ? await resolve(store, event) : { event }));
  if (waiting) await waiting;
};

const readStream = async (store: Store, sink: Sink, options: ReadReq.Options, name: string): Promise<void> => {
  const backwards = options.getReadDirection() === 1;
  const stream = options.getStream();
  const count = Number(options.getCount());
  if (count === 0 || (stream?.hasEnd() && !backwards)) throw new Error('Unexpected ReadStreamResult: Error');
  const from = stream?.hasEnd() ? GREATEST : stream?.hasRevision() ? revisionOf(stream) : 0;
  const range = await visible(store, name);
  if (range.kind === 'deleted') throw streamDeleted(name);
  if (range.kind === 'not-found') {
    await sink.send(streamNotFound(name));
    return;
  }
  const { first, end, positions } = range;
  const step = backwards ? -1 : 1;
  let revision = backwards ? Math.min(from, end - 1) : Math.max(from, first);
  for (let sent = 0; sent < count && revision >= first && revision < end && !sink.isClosed; sent++, revision += step) {
    const found = store.event(positions[revision] ?? -1);
    await emit(store, sink, found instanceof Promise ? await found : found, options.getResolveLinks());
  }
  if ((options.getControlOption()?.getCompatibility() ?? 0) >= 1) await sink.send(lastStreamPosition(end - 1));
};

const readAll = async (store: Store, sink: Sink, options: ReadReq.Options, all: ReadReq.Options.AllOptions): Promise<void> => {
  const backwards = options.getReadDirection() === 1;
  const count = Number(options.getCount());
  // The real server answers nothing at all, until the caller gives up.
  if (count === 0) return sink.pause();
  const filter = options.getFilter();
  const wanted: Filter | undefined = filter && readFilter(filter);
  let index = await firstOfAll(store, all, backwards);
  const end = store.all.length;
  const step = backwards ? -1 : 1;
  for (let sent = 0; sent < count && index >= 0 && index < end && !sink.isClosed; index += step) {
    const found = store.event(store.all.at(index));
    const event = found instanceof Promise ? await found : found;
    if (wanted && !wanted.matches(event)) continue;
    sent++;
    await emit(store, sink, event, options.getResolveLinks());
  }
  if ((options.getControlOption()?.getCompatibility() ?? 0) >= 1 && end > 0) await sink.send(lastAllPosition(store.all.at(end - 1)));
};

const firstOfAll = async (store: Store, all: ReadReq.Options.AllOptions, backwards: boolean): Promise<number> => {
  const { length } = store.all;
  if (all.hasEnd()) return backwards ? length - 1 : length;
  const position = all.getPosition();
  if (!position) return backwards ? -1 : 0;
  const place = await locate(store, BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition()));
  if (place) return backwards ? place.index - 1 : place.index;
  if (backwards) throw new NoSuchPosition('the position lies behind all events');
  return length;
};
