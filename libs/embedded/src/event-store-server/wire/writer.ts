/** 2^63: what a double makes of the greatest signed 64-bit number, the revision of a tombstone. */
export const GREATEST = 2 ** 63;

/** How many bytes a number takes as a varint. */
export const varintSize = (value: number): number => {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  if (value < 0x10000000) return 4;
  let size = 5;
  for (let rest = value / 0x800000000; rest >= 1; rest /= 128) size++;
  return value >= GREATEST ? 9 : size;
};

/** How many bytes a length-delimited field takes, with a tag of one byte. */
export const fieldSize = (length: number): number => 1 + varintSize(length) + length;

/** Writes protobuf fields one behind the other; tags are given as the byte they are on the wire. */
export class Writer {
  at = 0;
  private bytes: Buffer;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Makes room for so many bytes more. */
  reserve(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + size));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  /** What has been written; a view. */
  written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  byte(value: number): void {
    this.bytes[this.at++] = value;
  }

  varint(value: number): void {
    if (value >= GREATEST) {
      this.bytes.fill(0xff, this.at, this.at + 8);
      this.bytes[this.at + 8] = 0x7f;
      this.at += 9;
      return;
    }
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest % 128) | 0x80;
      rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 128);
    }
    this.bytes[this.at++] = rest;
  }

  uint32(value: number): void {
    this.at = this.bytes.writeUInt32LE(value, this.at);
  }

  uint48(value: number): void {
    this.at = this.bytes.writeUIntLE(value, this.at, 6);
  }

  double(value: number): void {
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** A number field. */
  number(tag: number, value: number): void {
    this.byte(tag);
    this.varint(value);
  }

  /** A field of bytes. */
  field(tag: number, bytes: Uint8Array): void {
    this.number(tag, bytes.length);
    this.raw(bytes);
  }

  /** A text of which the size in UTF-8 is known. */
  text(text: string, size: number): void {
    this.bytes.write(text, this.at, size, text.length === size ? 'latin1' : 'utf8');
    this.at += size;
  }
}
