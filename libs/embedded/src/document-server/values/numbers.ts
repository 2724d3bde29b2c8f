import { Decimal } from './decimal';
import { Double, double, fitsInt32, fitsInt64, Maybe, Value } from './types';

/** A number of any of the four types, as a document holds it. */
export type Numeric = number | bigint | Double | Decimal;

export type NumberType = 'int' | 'long' | 'double' | 'decimal';

export const isNumeric = (v: Maybe): v is Numeric =>
  typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal;

export const numberType = (v: Numeric): NumberType =>
  typeof v === 'bigint'
    ? 'long'
    : v instanceof Decimal
      ? 'decimal'
      : typeof v === 'number' && Number.isInteger(v)
        ? 'int'
        : 'double';

const isInteger = (v: Numeric): v is number | bigint => typeof v === 'bigint' || (typeof v === 'number' && Number.isInteger(v));

/** Any number as a JavaScript number: exact but for large longs and decimals. */
export const toNumber = (v: Numeric): number =>
  typeof v === 'number' ? v : typeof v === 'bigint' ? Number(v) : v instanceof Double ? v.value : v.toNumber();

export const toDecimal = (v: Numeric): Decimal =>
  v instanceof Decimal ? v : isInteger(v) ? Decimal.fromBigInt(BigInt(v)) : Decimal.fromDouble(toNumber(v));

/** An integer as int32 when both sides were int32 and it fits, as int64 when it fits; undefined when it overflows. */
const integer = (n: bigint, small: boolean): number | bigint | undefined =>
  small && fitsInt32(n) ? Number(n) : fitsInt64(n) ? n : undefined;

type Overflow = 'double' | 'refuse';

/** Arithmetic by the server's rules of promotion: decimal over double over long over int; int overflows into long. */
const arithmetic =
  (
    ints: (a: bigint, b: bigint) => bigint,
    doubles: (a: number, b: number) => number,
    decimals: (a: Decimal, b: Decimal) => Decimal,
  ) =>
  (a: Numeric, b: Numeric, overflow: Overflow = 'double'): Numeric | undefined => {
    if (a instanceof Decimal || b instanceof Decimal) return decimals(toDecimal(a), toDecimal(b));
    if (isInteger(a) && isInteger(b)) {
      if (typeof a === 'number' && typeof b === 'number') {
        const fast = doubles(a, b);
        if (Number.isSafeInteger(fast)) return fast === (fast | 0) ? fast | 0 : BigInt(fast);
      }
      const exact = integer(ints(BigInt(a), BigInt(b)), typeof a === 'number' && typeof b === 'number');
      if (exact !== undefined) return exact;
      if (overflow === 'refuse') return undefined;
    }
    return double(doubles(toNumber(a), toNumber(b)));
  };

/** Each answers undefined when a long overflows and the caller refuses that; otherwise the result is a double then. */
export const addNumbers = arithmetic(
  (a, b) => a + b,
  (a, b) => a + b,
  (a, b) => a.add(b),
);
export const subtractNumbers = arithmetic(
  (a, b) => a - b,
  (a, b) => a - b,
  (a, b) => a.subtract(b),
);
export const multiplyNumbers = arithmetic(
  (a, b) => a * b,
  (a, b) => a * b,
  (a, b) => a.multiply(b),
);

/** A number's value when it is integral and fits 64 bits; undefined otherwise. */
export const integralValue = (v: Maybe): bigint | undefined => {
  if (!isNumeric(v)) return undefined;
  if (isInteger(v)) return BigInt(v);
  if (v instanceof Decimal) {
    const n = v.toBigInt();
    return n !== undefined && fitsInt64(n) && v.subtract(Decimal.fromBigInt(n)).finite?.coefficient === 0n ? n : undefined;
  }
  const x = toNumber(v);
  return Number.isInteger(x) && fitsInt64(BigInt(x)) ? BigInt(x) : undefined;
};

/** A number argument of a command or operator as a JavaScript number; undefined when it is no integer. */
export const integerArgument = (v: Maybe): number | undefined => {
  const n = integralValue(v);
  return n === undefined ? undefined : Number(n);
};

/** Truth as expressions see it: false, null, missing and every zero are false. */
export const truthy = (v: Maybe): boolean => {
  if (typeof v === 'boolean') return v;
  if (v === undefined || v === null) return false;
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'bigint') return v !== 0n;
  if (v instanceof Double) return v.value !== 0;
  return v instanceof Decimal ? v.finite?.coefficient !== 0n : !isUndefinedType(v);
};

const isUndefinedType = (v: Value): boolean => typeof v === 'object' && v !== null && 'type' in v && v.type === 6;
