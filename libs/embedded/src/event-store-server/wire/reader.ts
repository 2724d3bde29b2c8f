/** Walks the fields of one protobuf message. */
export class Reader {
  /** The number of the field that `next` found. */
  field = 0;
  private wireType = 0;
  private at: number;

  constructor(
    private readonly bytes: Buffer,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.at = start;
  }

  /** Goes to the next field; false at the end of the message. */
  next(): boolean {
    if (this.at >= this.end) return false;
    const tag = this.varint();
    this.field = tag >>> 3;
    this.wireType = tag & 7;
    return true;
  }

  /** An unsigned number; exact up to 2^53. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  /** An unsigned 64-bit number. */
  uint64(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  /** A length-delimited field's bytes; a view, not a copy. */
  view(): Buffer {
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('the message is cut off');
    return this.bytes.subarray(start, this.at);
  }

  text(): string {
    return this.view().toString('utf8');
  }

  message(): Reader {
    return new Reader(this.view());
  }

  /** Passes over a field that is of no interest. */
  skip(): void {
    if (this.wireType === 0) this.varint();
    else if (this.wireType === 1) this.at += 8;
    else if (this.wireType === 2) this.view();
    else if (this.wireType === 5) this.at += 4;
    else throw new RangeError(`wire type ${this.wireType} is not known`);
  }

  private byte(): number {
    if (this.at >= this.end) throw new RangeError('the message is cut off');
    return this.bytes[this.at++] ?? 0;
  }
}
