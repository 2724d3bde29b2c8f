import { Closing } from '../storage/appender';
import { Metadata, ServiceError, status } from '@grpc/grpc-js';

/** The greatest number of bytes of data in one append. */
export const MAX_APPEND_SIZE = 1024 * 1024;
/** The greatest number of bytes of metadata in one append; there the real server has no limit of its own but its file's. */
export const MAX_METADATA_SIZE = 16 * 1024 * 1024;

const failure = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

/** A trailer is ASCII; other names are sent as the real server's HTTP library does, by percent. */
const ascii = (name: string): string => (/^[\x20-\x7e]*$/.test(name) ? name : encodeURIComponent(name));

export const streamDeleted = (stream: string): ServiceError =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': ascii(stream),
  });

export const wrongExpectedVersion = (operation: string, stream: string, expected: bigint, actual: number): ServiceError =>
  failure(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': ascii(stream),
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

export const tooLarge = (): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_SIZE} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MAX_APPEND_SIZE),
  });

export const timedOut = (): ServiceError => failure(status.ABORTED, 'The operation timed out.');

/** What the real server answers when something within it throws. */
export const unknown = (error: unknown): ServiceError =>
  failure(status.UNKNOWN, error instanceof Error ? error.message : String(error));

/** An error as the call is to end with. */
export const toServiceError = (error: unknown): ServiceError => {
  if (error instanceof Closing) return failure(status.UNAVAILABLE, error.message);
  return error instanceof Error && 'code' in error && 'metadata' in error ? (error as ServiceError) : unknown(error);
};
