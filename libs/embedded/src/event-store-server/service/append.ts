import type { sendUnaryData, ServerReadableStream, ServerUnaryCall } from '@grpc/grpc-js';
import type { DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../storage/decide';
import type { Store } from '../storage/store';
import { appendSuccess, appendWrongVersion, deletePosition } from './answers';
import { streamDeleted, timedOut, tooLarge, toServiceError, unknown, wrongExpectedVersion } from './errors';
import { Parts } from './parts';
import { AppendMessage, AppendOptions, checkAppend } from './requests';

/** The older append call: one stream of messages per append. */
export const append =
  (store: Store) =>
  (call: ServerReadableStream<AppendMessage, Buffer>, answer: sendUnaryData<Buffer>): void => {
    const parts = new Parts();
    let options: AppendOptions | undefined;
    call.on('data', (message: AppendMessage) => {
      options ??= message.options;
      if (message.event) parts.add(message.event);
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      if (call.cancelled) return;
      finish(store, options ?? { stream: '', expected: ANY }, parts).then(
        (bytes) => answer(null, bytes),
        (error: unknown) => answer(toServiceError(error)),
      );
    });
  };

const finish = async (store: Store, options: AppendOptions, parts: Parts): Promise<Buffer> => {
  checkAppend(options, parts);
  if (parts.isTooLarge) throw tooLarge();
  const outcome = await store.append(options.stream, options.expected, parts.events);
  if (outcome.kind === 'done') return appendSuccess(outcome);
  if (outcome.kind === 'wrong-version') return appendWrongVersion(options.expected, outcome.actual);
  if (outcome.kind === 'deleted') throw streamDeleted(options.stream);
  // The real server leaves the caller without an answer; the call's own deadline ends it.
  return new Promise((_, refuse) => void setTimeout(() => refuse(timedOut()), 10_000).unref());
};

const expectedOf = (options: DeleteReq.Options | TombstoneReq.Options): bigint => {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return NO_STREAM;
  return options.hasStreamExists() ? STREAM_EXISTS : ANY;
};

/** Deletes a stream, for good or not. */
export const remove =
  (store: Store, forGood: boolean) =>
  (call: ServerUnaryCall<DeleteReq | TombstoneReq, Buffer>, answer: sendUnaryData<Buffer>): void => {
    const options = call.request.getOptions();
    const stream = Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
    if (!options || stream === '') return answer(unknown('streamId must not be empty'));
    const expected = expectedOf(options);
    store.delete(stream, expected, forGood).then(
      (outcome) => {
        if (outcome.kind === 'done') answer(null, deletePosition(outcome.position ?? 0));
        else if (outcome.kind === 'wrong-version') answer(wrongExpectedVersion('Delete', stream, expected, outcome.actual));
        else answer(streamDeleted(stream));
      },
      (error: unknown) => answer(toServiceError(error)),
    );
  };
