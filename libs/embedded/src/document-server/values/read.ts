import { ServerError } from '../errors';
import { Decimal } from './decimal';
import { Doc, EMPTY_SHAPE, Shape, shapeOf, WIDE } from './doc';
import { Bin, Code, double, MAX_KEY, MIN_KEY, Oid, Opaque, Regex, Stamp, Value } from './types';

const MAX_DEPTH = 200;
const INTERN_SLOTS = 1 << 14;
const INTERN_LENGTH = 24;
const interned: string[] = new Array<string>(INTERN_SLOTS).fill('');
const broken = (what: string): never => {
  throw new ServerError(22, `invalid BSON: ${what}`);
};

const hex = (bytes: Buffer, at: number): string => bytes.toString('hex', at, at + 12);

/** Reads documents from one buffer. Short ASCII strings are shared: the same codes and dates recur in every document. */
class Reader {
  at = 0;
  private depth = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly end: number,
  ) {}

  document(): Doc {
    const stop = this.open();
    let shape: Shape = EMPTY_SHAPE;
    let names: string[] | undefined;
    const values: Value[] = [];
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      const name = this.cstring();
      if (names) names.push(name);
      else if (values.length < WIDE) shape = shape.with(name);
      else names = [...shape.names, name];
      values.push(this.value(type));
    }
    this.close(stop);
    return new Doc(names ? shapeOf(names) : shape, values);
  }

  private array(): Value[] {
    const stop = this.open();
    const values: Value[] = [];
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      while (this.byte() !== 0);
      values.push(this.value(type));
    }
    this.close(stop);
    return values;
  }

  private open(): number {
    const start = this.at;
    const length = this.int32();
    if (length < 5 || start + length > this.end) broken('a document longer than its message');
    if (++this.depth > MAX_DEPTH) throw new ServerError(15, `BSONObj exceeds maximum nested object depth: ${MAX_DEPTH}`);
    return start + length;
  }

  private close(stop: number): void {
    if (this.at !== stop) broken('a document that does not end where it says');
    this.depth--;
  }

  private byte(): number {
    if (this.at >= this.end) broken('unexpected end');
    return this.bytes[this.at++] as number;
  }

  private int32(): number {
    if (this.at + 4 > this.end) broken('unexpected end');
    const b = this.bytes;
    const i = this.at;
    this.at += 4;
    return (b[i] as number) | ((b[i + 1] as number) << 8) | ((b[i + 2] as number) << 16) | ((b[i + 3] as number) << 24);
  }

  private take(n: number): number {
    const start = this.at;
    if (n < 0 || start + n > this.end) broken('unexpected end');
    this.at += n;
    return start;
  }

  private cstring(): string {
    const stop = this.bytes.indexOf(0, this.at);
    if (stop < 0 || stop >= this.end) return broken('a name without end');
    const text = this.text(this.at, stop);
    this.at = stop + 1;
    return text;
  }

  private string(): string {
    const length = this.int32();
    const start = this.take(length);
    if (length < 1 || this.bytes[this.at - 1] !== 0) broken('a string without end');
    return this.text(start, this.at - 1);
  }

  private text(start: number, stop: number): string {
    const length = stop - start;
    if (length > INTERN_LENGTH) return this.bytes.toString('utf8', start, stop);
    const b = this.bytes;
    let hash = length;
    let high = 0;
    for (let i = start; i < stop; i++) {
      const unit = b[i] as number;
      high |= unit;
      hash = (Math.imul(hash, 31) + unit) | 0;
    }
    if (high & 0x80) return b.toString('utf8', start, stop);
    const slot = (hash ^ (hash >>> 15)) & (INTERN_SLOTS - 1);
    const known = interned[slot] as string;
    if (known.length === length) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === b[start + i]) i++;
      if (i === length) return known;
    }
    return (interned[slot] = b.toString('latin1', start, stop));
  }

  private value(type: number): Value {
    switch (type) {
      case 0x01: {
        const at = this.take(8);
        return double(this.bytes.readDoubleLE(at));
      }
      case 0x02:
        return this.string();
      case 0x03:
        return this.document();
      case 0x04:
        return this.array();
      case 0x05: {
        const length = this.int32();
        const subtype = this.byte();
        const at = this.take(length);
        return new Bin(subtype, Buffer.from(this.bytes.subarray(at, at + length)));
      }
      case 0x07:
        return new Oid(hex(this.bytes, this.take(12)));
      case 0x08:
        return this.byte() === 1;
      case 0x09:
        return this.date();
      case 0x0a:
        return null;
      case 0x0b: {
        const pattern = this.cstring();
        return new Regex(pattern, this.cstring());
      }
      case 0x0d:
        return new Code(this.string());
      case 0x10:
        return this.int32();
      case 0x11:
        return new Stamp(this.bytes.readBigUInt64LE(this.take(8)));
      case 0x12:
        return this.bytes.readBigInt64LE(this.take(8));
      case 0x13: {
        const at = this.take(16);
        return new Decimal(this.bytes.readBigUInt64LE(at + 8), this.bytes.readBigUInt64LE(at));
      }
      case 0x7f:
        return MAX_KEY;
      case 0xff:
        return MIN_KEY;
      default:
        return this.opaque(type);
    }
  }

  private date(): Date {
    const date = new Date(Number(this.bytes.readBigInt64LE(this.take(8))));
    if (Number.isNaN(date.getTime())) throw new ServerError(2, 'this server supports no dates beyond the year 275760');
    return date;
  }

  private opaque(type: number): Opaque {
    const start = this.at;
    if (type === 0x0e) this.string();
    else if (type === 0x0c) {
      this.string();
      this.take(12);
    } else if (type === 0x0f) {
      this.codeWithScope();
    } else if (type !== 0x06) broken(`unknown type ${type}`);
    return new Opaque(type, Buffer.from(this.bytes.subarray(start, this.at)));
  }

  /** Code with scope: its length, its code, its scope. */
  private codeWithScope(): void {
    this.int32();
    this.string();
    this.document();
  }
}

/** Reads one document; `at` is where it starts. */
export const readDoc = (bytes: Buffer, at = 0, end = bytes.length): Doc => {
  const reader = new Reader(bytes, end);
  reader.at = at;
  return reader.document();
};

/** Reads documents that follow one another up to the end of the bytes, with the bytes each takes. */
export const readDocs = (bytes: Buffer, onDoc: (d: Doc, size: number) => void): void => {
  const reader = new Reader(bytes, bytes.length);
  while (reader.at < bytes.length) {
    const start = reader.at;
    const d = reader.document();
    onDoc(d, reader.at - start);
  }
};
