import { Decimal, pow10 } from './decimal';
import { fractionOf } from './fraction';

/** Compares a double with an integer exactly; the language does so itself. NaN is below all. */
export const compareDoubleToInteger = (x: number, n: bigint): number => (x < n ? -1 : x > n ? 1 : Number.isNaN(x) ? -1 : 0);

/** The exact value of a finite number as `numerator / 2^twos`, or `numerator * 10^tens`. */
interface Exact {
  readonly numerator: bigint;
  readonly twos: number;
  readonly tens: number;
}

/** Where a number that is not finite stands: NaN below minus infinity below all finite numbers below infinity. */
const position = (v: number | bigint | Decimal): number => {
  if (typeof v === 'bigint') return 0;
  if (typeof v === 'number') return Number.isNaN(v) ? -2 : v === Infinity ? 1 : v === -Infinity ? -1 : 0;
  return v.finite ? 0 : v.isNaN ? -2 : v.isNegative ? -1 : 1;
};

const exactly = (v: number | bigint | Decimal): Exact => {
  if (typeof v === 'bigint') return { numerator: v, twos: 0, tens: 0 };
  if (typeof v === 'number') return { ...fractionOf(v), tens: 0 };
  const f = v.finite;
  if (!f) return { numerator: 0n, twos: 0, tens: 0 };
  return { numerator: f.negative ? -f.coefficient : f.coefficient, twos: 0, tens: f.exponent };
};

/** Compares any two numbers by exact value, as integers brought to one denominator. */
export const compareExactly = (a: number | bigint | Decimal, b: number | bigint | Decimal): number => {
  const p = position(a);
  const q = position(b);
  if (p !== 0 || q !== 0) return p - q;
  const x = exactly(a);
  const y = exactly(b);
  const tens = Math.min(x.tens, y.tens);
  const left = (x.numerator << BigInt(y.twos)) * pow10(x.tens - tens);
  const right = (y.numerator << BigInt(x.twos)) * pow10(y.tens - tens);
  return left < right ? -1 : left > right ? 1 : 0;
};
