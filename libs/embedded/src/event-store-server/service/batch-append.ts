import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Store } from '../storage/store';
import {
  BatchError,
  batchDeleted,
  batchError,
  batchSuccess,
  batchTimeout,
  batchTooLarge,
  batchUnknown,
  batchWrongVersion,
} from './answers';
import { Parts } from './parts';
import { AppendOptions, BatchMessage, checkAppend } from './requests';

const DEFAULT_TIMEOUT = 10_000;

/** An append of which not all parts have come yet. */
interface Partial {
  readonly options: AppendOptions;
  readonly parts: Parts;
}

const deadlineOf = ({ deadline, timeout }: AppendOptions): number => deadline ?? Date.now() + (timeout ?? DEFAULT_TIMEOUT);

/** The batch call: one stream of messages for all appends of a client, answered each when it is durable. */
export const batchAppend =
  (store: Store) =>
  (call: ServerDuplexStream<BatchMessage, Buffer>): void => {
    const partials = new Map<string, Partial>();
    let underWay = 0;
    let ended = false;

    const settle = (): void => {
      if (ended && underWay === 0) call.end();
    };

    const carryOut = async (correlation: Buffer, { options, parts }: Partial): Promise<void> => {
      underWay++;
      const answer = await outcome(store, options, parts);
      underWay--;
      if (call.cancelled) return;
      call.write(
        answer.kind === 'done'
          ? batchSuccess(correlation, options.stream, answer)
          : batchError(correlation, options.stream, answer.error),
      );
      settle();
    };

    call.on('data', (message: BatchMessage) => {
      const key = message.correlation.toString('latin1');
      let partial = partials.get(key);
      if (!partial) {
        if (!message.options) return;
        partial = { options: message.options, parts: new Parts() };
        if (!message.isFinal) partials.set(key, partial);
      }
      for (const event of message.events) partial.parts.add(event);
      if (!message.isFinal) return;
      partials.delete(key);
      void carryOut(message.correlation, partial);
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      ended = true;
      settle();
    });
  };

type Answer =
  | { readonly kind: 'failed'; readonly error: BatchError }
  | { readonly kind: 'done'; readonly revision: number; readonly position: number | undefined };

const failed = (error: BatchError): Answer => ({ kind: 'failed', error });

const outcome = async (store: Store, options: AppendOptions, parts: Parts): Promise<Answer> => {
  try {
    checkAppend(options, parts);
    if (parts.isTooLarge) return failed(batchTooLarge());
    const deadline = deadlineOf(options);
    const result = await store.append(options.stream, options.expected, parts.events, deadline);
    if (result.kind === 'done') return result;
    if (result.kind === 'too-late') return failed(batchTimeout());
    if (result.kind === 'wrong-version') return failed(batchWrongVersion(options.expected, result.actual));
    if (result.kind === 'deleted') return failed(batchDeleted(options.stream));
    // The real server leaves the caller without an answer; here the append's own deadline ends it.
    return await new Promise(
      (done) => void setTimeout(() => done(failed(batchTimeout())), Math.max(0, deadline - Date.now())).unref(),
    );
  } catch (error) {
    return failed(batchUnknown(error));
  }
};
