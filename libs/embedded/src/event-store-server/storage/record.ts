import { fieldSize, GREATEST, varintSize, Writer } from '../wire/writer';

/*
 * A record is one event as it lies in the log: 32 bytes of head, then the event as the protocol encodes it, without its positions
 * and its revision, which are put before it when it is read, then its length again. The position of an event is where its record
 * begins; the position of that last length is the one of "after this event".
 *
 *   0 length of all  4 flags  6 created (ms)  12 length of the stream's name  16 of the type  20 revision (double)  28 length of data
 */

const HEAD = 32;
export const TRAILER = 4;
const JSON_FLAG = 1;
const TEXT_ID = 36;
const ID_FIELD = 40;
const JSON_TYPE = Buffer.from('application/json');
const BINARY_TYPE = Buffer.from('application/octet-stream');
const TYPE_KEY = Buffer.from('\x0a\x04type', 'latin1');
const CONTENT_TYPE_KEY = Buffer.from('\x0a\x0ccontent-type', 'latin1');
const CREATED_KEY = Buffer.from('\x0a\x07created', 'latin1');
const NO_BYTES = Buffer.alloc(0);

/** The type of the event that ends a stream for good. */
export const TOMBSTONE = '$streamDeleted';

/** An event that somebody wants to be appended. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/** An event with its place in a stream. */
export interface PlacedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly created: number;
}

const entry = (w: Writer, key: Buffer, size: number): void => {
  w.number(0x32, key.length + fieldSize(size));
  w.raw(key);
  w.number(0x12, size);
};

/** Writes an event as a record. */
export const writeRecord = (w: Writer, event: PlacedEvent): void => {
  const name = Buffer.byteLength(event.stream);
  const type = Buffer.byteLength(event.type);
  const contentType = event.isJson ? JSON_TYPE : BINARY_TYPE;
  const ticks = `${event.created}0000`;
  w.reserve(HEAD + 200 + name + type + event.metadata.length + event.data.length);
  const start = w.at;
  w.uint32(0);
  w.byte(event.isJson ? JSON_FLAG : 0);
  w.byte(0);
  w.uint48(event.created);
  w.uint32(name);
  w.uint32(type);
  w.double(event.revision);
  w.uint32(event.data.length);
  w.number(0x0a, TEXT_ID + 2);
  w.number(0x12, TEXT_ID);
  w.text(event.id, TEXT_ID);
  w.number(0x12, fieldSize(name));
  w.number(0x1a, name);
  w.text(event.stream, name);
  entry(w, TYPE_KEY, type);
  w.text(event.type, type);
  entry(w, CONTENT_TYPE_KEY, contentType.length);
  w.raw(contentType);
  entry(w, CREATED_KEY, ticks.length);
  w.text(ticks, ticks.length);
  if (event.metadata.length > 0) w.field(0x3a, event.metadata);
  if (event.data.length > 0) w.field(0x42, event.data);
  const end = w.at + TRAILER;
  w.uint32(end - start);
  w.at = start;
  w.uint32(end - start);
  w.at = end;
};

/** A record as it was read. */
export class StoredEvent {
  constructor(
    readonly position: number,
    private readonly bytes: Buffer,
  ) {}

  get revision(): number {
    return this.bytes.readDoubleLE(20);
  }

  get isTombstone(): boolean {
    return this.revision >= GREATEST;
  }

  get isJson(): boolean {
    return (this.bytes[4] ?? 0) === JSON_FLAG;
  }

  get created(): number {
    return this.bytes.readUIntLE(6, 6);
  }

  get id(): string {
    return this.bytes.toString('latin1', HEAD + 4, HEAD + ID_FIELD);
  }

  get stream(): string {
    const start = this.nameStart();
    return this.bytes.toString('utf8', start, start + this.bytes.readUInt32LE(12));
  }

  get type(): string {
    const type = this.bytes.readUInt32LE(16);
    const name = this.bytes.readUInt32LE(12);
    const start =
      this.nameStart() + name + 1 + varintSize(TYPE_KEY.length + fieldSize(type)) + TYPE_KEY.length + 1 + varintSize(type);
    return this.bytes.toString('utf8', start, start + type);
  }

  get data(): Buffer {
    const length = this.bytes.readUInt32LE(28);
    return length === 0 ? NO_BYTES : this.bytes.subarray(this.bytes.length - TRAILER - length, this.bytes.length - TRAILER);
  }

  /** The event's fields as the protocol encodes them, but for revision and positions. */
  get fields(): Buffer {
    return this.bytes.subarray(HEAD, this.bytes.length - TRAILER);
  }

  /** The position of "after this event", which is no other event's. */
  get after(): number {
    return this.position + this.bytes.length - TRAILER;
  }

  private nameStart(): number {
    const name = this.bytes.readUInt32LE(12);
    return HEAD + ID_FIELD + 1 + varintSize(fieldSize(name)) + 1 + varintSize(name);
  }
}
