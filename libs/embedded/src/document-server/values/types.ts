import type { Decimal } from './decimal';
import type { Doc } from './doc';

/** A double that has an integral value; other doubles are plain numbers, so an integral JavaScript number is always an int32. */
export class Double {
  constructor(readonly value: number) {}
}

/** An ObjectId by its hexadecimal text, whose order is the order of the bytes. */
export class Oid {
  constructor(readonly hex: string) {}
}

/** Binary data with its subtype, byte for byte as received. */
export class Bin {
  constructor(
    readonly subtype: number,
    readonly bytes: Buffer,
  ) {}
}

export class Regex {
  constructor(
    readonly pattern: string,
    readonly options: string,
  ) {}
}

/** A replication timestamp: 64 unsigned bits, seconds in the upper half. */
export class Stamp {
  constructor(readonly bits: bigint) {}
}

export class Code {
  constructor(readonly text: string) {}
}

/** A deprecated type (undefined, DBPointer, symbol, code with scope): kept byte for byte, compared by its bytes. */
export class Opaque {
  constructor(
    readonly type: number,
    readonly bytes: Buffer,
  ) {}
}

export class Extreme {
  constructor(readonly name: 'minKey' | 'maxKey') {}
}
export const MIN_KEY = new Extreme('minKey');
export const MAX_KEY = new Extreme('maxKey');

/** Any value a document can hold: int32 is an integral number, int64 a bigint, dates are `Date`, arrays are arrays. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Double
  | Decimal
  | Oid
  | Bin
  | Regex
  | Stamp
  | Code
  | Opaque
  | Extreme
  | Doc
  | readonly Value[];

/** A value, or none: a missing field. */
export type Maybe = Value | undefined;

/** Brings a JavaScript number into the representation of a double. */
export const double = (x: number): number | Double => (Number.isInteger(x) ? new Double(x) : x);

const INT32_MAX = 2147483647n;
export const INT64_MAX = 9223372036854775807n;
export const INT64_MIN = -9223372036854775808n;

export const fitsInt32 = (n: bigint): boolean => n <= INT32_MAX && n >= -INT32_MAX - 1n;
export const fitsInt64 = (n: bigint): boolean => n <= INT64_MAX && n >= INT64_MIN;
