import { ANY, NO_STREAM, STREAM_EXISTS } from '../storage/decide';
import type { Outcome } from '../storage/appender';
import { varintSize, Writer } from '../wire/writer';
import { MAX_APPEND_SIZE } from './errors';

type Done = Extract<Outcome, { kind: 'done' }>;

const NOTHING = Buffer.alloc(0);

/** A field of bytes: a text, or a message that is already encoded. */
export const field = (number: number, bytes: Uint8Array): Buffer => {
  const w = new Writer(bytes.length + 8);
  w.field((number << 3) | 2, bytes);
  return w.written();
};

const uint64 = (number: number, value: bigint | number): Buffer => {
  const w = new Writer(12);
  w.number(number << 3, Number(value));
  return w.written();
};

const text = (number: number, value: string): Buffer => field(number, Buffer.from(value));

export const streamIdentifier = (stream: string): Buffer => text(3, stream);

/** The message that the older call and the batch call share: how far the stream has come. */
const success = ({ revision, position }: Done): Buffer => {
  const w = new Writer(40);
  if (revision < 0) w.field(0x12, NOTHING);
  else w.number(0x08, revision);
  if (position === undefined) w.field(0x22, NOTHING);
  else {
    w.number(0x1a, 2 + 2 * varintSize(position));
    w.number(0x08, position);
    w.number(0x10, position);
  }
  return w.written();
};

/** What was expected and what was there, in an answer that has the fields from a number on. */
const versions = (expected: bigint, actual: number, first: number): Buffer => {
  const current = actual < 0 ? field(first + 1, NOTHING) : uint64(first, actual);
  if (expected >= 0n) return Buffer.concat([current, uint64(first + 2, expected)]);
  const kind = new Map([
    [ANY, first + 3],
    [STREAM_EXISTS, first + 4],
    [NO_STREAM, first + 5],
  ]);
  return Buffer.concat([current, field(kind.get(expected) ?? first + 3, NOTHING)]);
};

/** The older call's answer. */
export const appendSuccess = (done: Done): Buffer => field(1, success(done));
export const appendWrongVersion = (expected: bigint, actual: number): Buffer => field(2, versions(expected, actual, 6));

/** The batch call's answer. */
export const batchSuccess = (correlation: Buffer, stream: string, done: Done): Buffer =>
  Buffer.concat([field(1, correlation), field(3, success(done)), field(4, streamIdentifier(stream))]);

/** Why a part of a batch failed: a status of google.rpc with details. */
export interface BatchError {
  readonly code: number;
  readonly message: string;
  /** The name of the details' type, and the details. */
  readonly type: string;
  readonly details: Buffer;
}

export const batchError = (correlation: Buffer, stream: string, { code, message, type, details }: BatchError): Buffer => {
  const any = Buffer.concat([text(1, `type.googleapis.com/event_store.client.${type}`), field(2, details)]);
  const status = Buffer.concat([uint64(1, code), text(2, message), field(3, any)]);
  return Buffer.concat([field(1, correlation), field(2, status), field(4, streamIdentifier(stream))]);
};

const DEADLINE: BatchError = { code: 4, message: 'Timeout', type: 'Timeout', details: NOTHING };

export const batchTimeout = (): BatchError => DEADLINE;
export const batchUnknown = (error: unknown): BatchError => ({
  code: 2,
  message: error instanceof Error ? error.message : String(error),
  type: 'Unknown',
  details: NOTHING,
});
export const batchTooLarge = (): BatchError => ({
  code: 3,
  message: `Maximum Append Size of ${MAX_APPEND_SIZE} Exceeded.`,
  type: 'MaximumAppendSizeExceeded',
  details: uint64(1, MAX_APPEND_SIZE),
});
export const batchDeleted = (stream: string): BatchError => ({
  code: 9,
  message: `Event stream '${stream}' is deleted.`,
  type: 'StreamDeleted',
  details: field(1, streamIdentifier(stream)),
});
export const batchWrongVersion = (expected: bigint, actual: number): BatchError => ({
  code: 9,
  message: 'WrongExpectedVersion',
  type: 'WrongExpectedVersion',
  details: versions(expected, actual, 1),
});

/** The answer to a deletion: where it was written. */
export const deletePosition = (position: number): Buffer => field(1, Buffer.concat([uint64(1, position), uint64(2, position)]));
