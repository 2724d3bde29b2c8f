import { ANY, NO_STREAM, STREAM_EXISTS } from '../storage/decide';
import type { ProposedEvent } from '../storage/record';
import { Reader } from '../wire/reader';
import type { Parts } from './parts';

/** Where and upon what condition to append. */
export interface AppendOptions {
  readonly stream: string;
  readonly expected: bigint;
  /** When to give up, in milliseconds since 1970; how long to try, in milliseconds. */
  readonly deadline?: number;
  readonly timeout?: number;
}

/** One message of the older call: first the options, then event after event. */
export interface AppendMessage {
  readonly options?: AppendOptions;
  readonly event?: ProposedEvent;
}

/** One message of the batch call: a part of an append. */
export interface BatchMessage {
  /** As it came, to be sent back. */
  readonly correlation: Buffer;
  readonly options?: AppendOptions;
  readonly events: readonly ProposedEvent[];
  readonly isFinal: boolean;
}

/** The request can't be carried out as it is. */
export class InvalidRequest extends Error {}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NIL = '00000000-0000-0000-0000-000000000000';
const NO_BYTES = Buffer.alloc(0);

/** A UUID message: text, or two halves. Empty text when it is neither. */
const readUuid = (r: Reader): string => {
  let text = '';
  while (r.next()) {
    if (r.field === 2) text = r.text().toLowerCase();
    else if (r.field === 1) text = readHalves(r.message());
    else r.skip();
  }
  return UUID.test(text) && text !== NIL ? text : '';
};

const readHalves = (r: Reader): string => {
  let high = 0n;
  let low = 0n;
  while (r.next()) {
    if (r.field === 1) high = r.uint64();
    else if (r.field === 2) low = r.uint64();
    else r.skip();
  }
  const hex = high.toString(16).padStart(16, '0') + low.toString(16).padStart(16, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

const readName = (r: Reader): string => {
  let name = '';
  while (r.next()) {
    if (r.field === 3) name = r.text();
    else r.skip();
  }
  return name;
};

const readMilliseconds = (r: Reader): number => {
  let seconds = 0;
  let nanos = 0;
  while (r.next()) {
    if (r.field === 1) seconds = Number(BigInt.asIntN(64, r.uint64()));
    else if (r.field === 2) nanos = Number(BigInt.asIntN(64, r.uint64()));
    else r.skip();
  }
  return seconds * 1000 + nanos / 1e6;
};

const readOptions = (r: Reader): AppendOptions => {
  let stream = '';
  let expected = ANY;
  let deadline: number | undefined;
  let timeout: number | undefined;
  while (r.next()) {
    if (r.field === 1) stream = readName(r.message());
    else if (r.field === 2) expected = r.uint64();
    else if (r.field === 6) deadline = readMilliseconds(r.message());
    else if (r.field === 7) timeout = readMilliseconds(r.message());
    else {
      if (r.field === 3) expected = NO_STREAM;
      else if (r.field === 4) expected = ANY;
      else if (r.field === 5) expected = STREAM_EXISTS;
      r.skip();
    }
  }
  return { stream, expected, deadline, timeout };
};

const readEvent = (r: Reader): ProposedEvent => {
  const event: { -readonly [K in keyof ProposedEvent]: ProposedEvent[K] } = {
    id: '',
    type: '',
    isJson: false,
    data: NO_BYTES,
    metadata: NO_BYTES,
  };
  while (r.next()) {
    if (r.field === 1) event.id = readUuid(r.message());
    else if (r.field === 2) readEntry(r.message(), event);
    else if (r.field === 3) event.metadata = r.view();
    else if (r.field === 4) event.data = r.view();
    else r.skip();
  }
  return event;
};

const readEntry = (r: Reader, event: { type: string; isJson: boolean }): void => {
  let key = '';
  let value = '';
  while (r.next()) {
    if (r.field === 1) key = r.text();
    else if (r.field === 2) value = r.text();
    else r.skip();
  }
  if (key === 'type') event.type = value;
  else if (key === 'content-type') event.isJson = value === 'application/json';
};

export const readAppendMessage = (bytes: Buffer): AppendMessage => {
  const r = new Reader(bytes);
  let message: AppendMessage = {};
  while (r.next()) {
    if (r.field === 1) message = { options: readOptions(r.message()) };
    else if (r.field === 2) message = { event: readEvent(r.message()) };
    else r.skip();
  }
  return message;
};

export const readBatchMessage = (bytes: Buffer): BatchMessage => {
  const r = new Reader(bytes);
  const events: ProposedEvent[] = [];
  let correlation: Buffer = NO_BYTES;
  let options: AppendOptions | undefined;
  let isFinal = false;
  while (r.next()) {
    if (r.field === 1) correlation = r.view();
    else if (r.field === 2) options = readOptions(r.message());
    else if (r.field === 3) events.push(readEvent(r.message()));
    else if (r.field === 4) isFinal = r.varint() !== 0;
    else r.skip();
  }
  return { correlation, options, events, isFinal };
};

/** Refuses an append that can't be written whatever the stream's state. */
export const checkAppend = (options: AppendOptions, parts: Parts): void => {
  if (options.stream === '') throw new InvalidRequest('streamId must not be empty');
  if (parts.hasTooMuchMetadata) throw new InvalidRequest('the append has too much metadata');
  for (const event of parts.events) {
    if (event.id === '') throw new InvalidRequest('the event id must be a UUID, and not the empty one');
    if (event.type === '') throw new InvalidRequest('the event type must not be empty');
  }
};
