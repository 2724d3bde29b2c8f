import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { extentOf } from '../reading/extent';
import { readFilter } from '../reading/filter';
import type { Store } from '../storage/store';
import type { Reading } from './emit';
import { toServiceError } from './errors';
import { readAll, startOfSubscription } from './read-all';
import { readStream, revisionOf, streamOf } from './read-stream';
import { Sink } from './sink';
import { subscribeToAll } from './subscribe-to-all';
import { subscribeToStream } from './subscribe-to-stream';

/** Reads and subscriptions, of a stream and of all. */
export const read =
  (store: Store) =>
  (call: ServerWritableStream<ReadReq, Buffer>): void => {
    const sink = new Sink(call);
    answer(store, sink, call.request.getOptions()).then(
      () => sink.end(),
      (error: unknown) => {
        if (!sink.isClosed) call.emit('error', toServiceError(error));
      },
    );
  };

const answer = async (store: Store, sink: Sink, options: ReadReq.Options | undefined): Promise<void> => {
  const stream = options?.getStream();
  const all = options?.getAll();
  if (!options || (!stream && !all)) throw new Error('the request names no stream');
  const reading: Reading = { store, sink, resolveLinks: options.getResolveLinks() };
  if (stream) {
    if (options.hasSubscription()) return subscribeToStream(reading, streamOf(stream), startRevision(stream));
    return readStream(reading, stream, extentOf(options));
  }
  if (!all) return;
  const asked = options.getFilter();
  const filter = asked && readFilter(asked);
  if (options.hasSubscription()) return subscribeToAll(reading, await startOfSubscription(store, all), filter);
  return readAll(reading, all, extentOf(options), filter);
};

/** The first revision that a subscription gives: the one behind what is named. Undefined: those that are yet to come. */
const startRevision = (stream: ReadReq.Options.StreamOptions): number | undefined => {
  if (stream.hasEnd()) return undefined;
  return stream.hasRevision() ? revisionOf(stream) + 1 : 0;
};
