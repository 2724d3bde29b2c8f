import { ServerError } from '../errors';
import { Decimal } from './decimal';
import { Doc } from './doc';
import { Bin, Code, Double, Extreme, Oid, Opaque, Regex, Stamp, Value } from './types';

/** The largest document a client may store. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** A growing buffer that documents are written to. */
export class Writer {
  bytes: Buffer;
  at = 0;

  constructor(size = 1024) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** What was written; a view, valid until the next write. */
  view(from = 0): Buffer {
    return this.bytes.subarray(from, this.at);
  }

  reserve(n: number): number {
    const start = this.at;
    if (start + n > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, start + n));
      this.bytes.copy(larger, 0, 0, start);
      this.bytes = larger;
    }
    this.at = start + n;
    return start;
  }

  byte(x: number): void {
    const at = this.reserve(1);
    this.bytes[at] = x;
  }

  int32(x: number): void {
    this.putInt32(this.reserve(4), x);
  }

  int64(x: bigint): void {
    const at = this.reserve(8);
    this.bytes.writeBigInt64LE(x, at);
  }

  putInt32(at: number, x: number): void {
    const b = this.bytes;
    b[at] = x;
    b[at + 1] = x >> 8;
    b[at + 2] = x >> 16;
    b[at + 3] = x >> 24;
  }

  raw(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** UTF-8 text without length or terminator; answers its length in bytes. */
  text(text: string): number {
    const n = text.length;
    const start = this.reserve(n * 3);
    const b = this.bytes;
    if (n < 32) {
      let i = 0;
      for (; i < n; i++) {
        const unit = text.charCodeAt(i);
        if (unit >= 0x80) break;
        b[start + i] = unit;
      }
      if (i === n) {
        this.at = start + n;
        return n;
      }
    }
    const written = b.write(text, start, 'utf8');
    this.at = start + written;
    return written;
  }

  cstring(text: string): void {
    this.text(text);
    this.byte(0);
  }

  string(text: string): void {
    const at = this.reserve(4);
    const written = this.text(text);
    this.byte(0);
    this.putInt32(at, written + 1);
  }

  document(d: Doc): void {
    const start = this.reserve(4);
    const names = d.shape.names;
    for (let i = 0; i < names.length; i++) this.element(names[i] as string, d.values[i] as Value);
    this.byte(0);
    this.putInt32(start, this.at - start);
  }

  private array(values: readonly Value[]): void {
    const start = this.reserve(4);
    for (let i = 0; i < values.length; i++) this.element(INDEXES[i] ?? String(i), values[i] as Value);
    this.byte(0);
    this.putInt32(start, this.at - start);
  }

  private head(type: number, name: string): void {
    this.byte(type);
    this.cstring(name);
  }

  element(name: string, v: Value): void {
    switch (typeof v) {
      case 'string':
        this.head(0x02, name);
        return this.string(v);
      case 'number':
        if (Number.isInteger(v)) {
          this.head(0x10, name);
          return this.int32(v);
        }
        return this.double(name, v);
      case 'bigint':
        this.head(0x12, name);
        return this.int64(v);
      case 'boolean':
        this.head(0x08, name);
        return this.byte(v ? 1 : 0);
      default:
        return this.object(name, v);
    }
  }

  private double(name: string, x: number): void {
    this.head(0x01, name);
    const at = this.reserve(8);
    this.bytes.writeDoubleLE(x, at);
  }

  private object(name: string, v: Exclude<Value, string | number | bigint | boolean>): void {
    if (v === null) return this.head(0x0a, name);
    if (v instanceof Doc) {
      this.head(0x03, name);
      return this.document(v);
    }
    if (Array.isArray(v)) {
      this.head(0x04, name);
      return this.array(v as readonly Value[]);
    }
    if (v instanceof Double) return this.double(name, v.value);
    if (v instanceof Date) {
      this.head(0x09, name);
      return this.int64(BigInt(v.getTime()));
    }
    if (v instanceof Oid) {
      this.head(0x07, name);
      const at = this.reserve(12);
      this.bytes.write(v.hex, at, 'hex');
      return;
    }
    this.rare(name, v as Decimal | Bin | Regex | Stamp | Code | Opaque | Extreme);
  }

  private rare(name: string, v: Decimal | Bin | Regex | Stamp | Code | Opaque | Extreme): void {
    if (v instanceof Decimal) {
      this.head(0x13, name);
      const at = this.reserve(16);
      this.bytes.writeBigUInt64LE(v.low, at);
      this.bytes.writeBigUInt64LE(v.high, at + 8);
    } else if (v instanceof Bin) {
      this.head(0x05, name);
      this.int32(v.bytes.length);
      this.byte(v.subtype);
      this.raw(v.bytes);
    } else if (v instanceof Regex) {
      this.head(0x0b, name);
      this.cstring(v.pattern);
      this.cstring(v.options);
    } else if (v instanceof Stamp) {
      this.head(0x11, name);
      const at = this.reserve(8);
      this.bytes.writeBigUInt64LE(v.bits, at);
    } else if (v instanceof Code) {
      this.head(0x0d, name);
      this.string(v.text);
    } else if (v instanceof Opaque) {
      this.head(v.type, name);
      this.raw(v.bytes);
    } else this.head(v.name === 'minKey' ? 0xff : 0x7f, name);
  }
}

const INDEXES = Array.from({ length: 1000 }, (_, i) => String(i));

/** The BSON bytes of a document. */
export const writeDoc = (d: Doc): Buffer => {
  const writer = new Writer();
  writer.document(d);
  return writer.view();
};

/** Refuses a document that is larger than the server stores; answers its size. */
export const checkSize = (size: number): number => {
  if (size > MAX_DOCUMENT)
    throw new ServerError(10334, `BSONObj size: ${size} is invalid. Size must be between 0 and ${MAX_DOCUMENT}`);
  return size;
};
