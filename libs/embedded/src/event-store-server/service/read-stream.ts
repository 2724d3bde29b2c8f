import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Extent } from '../reading/extent';
import { visible } from '../reading/visible';
import { GREATEST } from '../wire/writer';
import { emit, Reading } from './emit';
import { streamDeleted } from './errors';
import { lastStreamPosition, streamNotFound } from './read-answers';

type StreamOptions = ReadReq.Options.StreamOptions;

/** The stream that is asked for. */
export const streamOf = (stream: StreamOptions): string => {
  const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw new Error('streamId must not be empty');
  return name;
};

/** The revision that is named; the greatest signed number is the last that can be. */
export const revisionOf = (stream: StreamOptions): number => {
  const revision = BigInt(stream.getRevision());
  if (revision >= 2n ** 63n) throw new Error('Exception was thrown by handler.');
  return Number(revision);
};

const startOf = (stream: StreamOptions): number => {
  if (stream.hasEnd()) return GREATEST;
  return stream.hasRevision() ? revisionOf(stream) : 0;
};

/** Sends the events of a stream, one way or the other. */
export const readStream = async (reading: Reading, stream: StreamOptions, extent: Extent): Promise<void> => {
  const { store, sink } = reading;
  const { count, isBackwards } = extent;
  const name = streamOf(stream);
  if (count === 0 || (stream.hasEnd() && !isBackwards)) throw new Error('Unexpected ReadStreamResult: Error');
  const from = startOf(stream);
  const range = await visible(store, name);
  if (range.kind === 'deleted') throw streamDeleted(name);
  if (range.kind === 'not-found') return sink.send(streamNotFound(name));
  const { first, end, positions } = range;
  const step = isBackwards ? -1 : 1;
  let revision = isBackwards ? Math.min(from, end - 1) : Math.max(from, first);
  for (let sent = 0; sent < count && revision >= first && revision < end && !sink.isClosed; sent++, revision += step) {
    const found = store.event(positions[revision] ?? -1);
    const waiting = emit(reading, found instanceof Promise ? await found : found);
    if (waiting) await waiting;
  }
  if (extent.tellsLast) await sink.send(lastStreamPosition(end - 1));
};
