import { fractionOf } from './fraction';

/** A finite decimal: `(negative ? -1 : 1) * coefficient * 10^exponent`. */
interface Finite {
  readonly negative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;
}

const BIAS = 6176;
const MAX_EXPONENT = 6111;
const DIGITS = 34;
const SIGN = 1n << 63n;
const LOW = (1n << 64n) - 1n;
const COEFFICIENT_LIMIT = 10n ** 34n;
const POWERS: bigint[] = Array.from({ length: 80 }, (_, i) => 10n ** BigInt(i));

export const pow10 = (n: number): bigint => POWERS[n] ?? 10n ** BigInt(n);

/** Divides and rounds to the nearest, ties to even; both non-negative. */
const divideHalfEven = (a: bigint, b: bigint): bigint => {
  const q = a / b;
  const twice = (a % b) * 2n;
  return twice > b || (twice === b && (q & 1n) === 1n) ? q + 1n : q;
};

/**
 * An IEEE 754 decimal128 number, kept as the 128 bits received: `1.0` and `1.00` are equal and yet different bytes.
 * Arithmetic is decimal128's own: 34 digits, half even.
 */
export class Decimal {
  private parsed: Finite | null | undefined;

  constructor(
    readonly high: bigint,
    readonly low: bigint,
  ) {}

  static readonly NAN = new Decimal(0x7c00000000000000n, 0n);
  static readonly INFINITY = new Decimal(0x7800000000000000n, 0n);
  static readonly MINUS_INFINITY = new Decimal(0xf800000000000000n, 0n);

  get isNaN(): boolean {
    return ((this.high >> 58n) & 31n) === 31n;
  }

  get isNegative(): boolean {
    return (this.high & SIGN) !== 0n;
  }

  /** Sign, coefficient and exponent, or null for an infinity or NaN. */
  get finite(): Finite | null {
    if (this.parsed === undefined) this.parsed = this.parse();
    return this.parsed;
  }

  private parse(): Finite | null {
    if (((this.high >> 59n) & 15n) === 15n) return null;
    if (((this.high >> 61n) & 3n) === 3n)
      return { negative: this.isNegative, coefficient: 0n, exponent: Number((this.high >> 47n) & 0x3fffn) - BIAS };
    const coefficient = ((this.high & 0x1ffffffffffffn) << 64n) | this.low;
    const exponent = Number((this.high >> 49n) & 0x3fffn) - BIAS;
    return { negative: this.isNegative, coefficient: coefficient < COEFFICIENT_LIMIT ? coefficient : 0n, exponent };
  }

  /** Rounds to 34 digits and to the range of exponents. */
  static of(coefficient: bigint, exponent: number, negative = false): Decimal {
    if (coefficient < 0n) return Decimal.of(-coefficient, exponent, !negative);
    let c = coefficient;
    let e = exponent;
    const excess = Math.max(c.toString().length - DIGITS, -BIAS - e);
    if (excess > 0) {
      c = divideHalfEven(c, pow10(excess));
      e += excess;
      if (c >= COEFFICIENT_LIMIT) {
        c /= 10n;
        e++;
      }
    }
    if (e > MAX_EXPONENT) {
      const room = DIGITS - c.toString().length;
      if (c === 0n) e = MAX_EXPONENT;
      else if (e - MAX_EXPONENT > room) return negative ? Decimal.MINUS_INFINITY : Decimal.INFINITY;
      else {
        c *= pow10(e - MAX_EXPONENT);
        e = MAX_EXPONENT;
      }
    }
    const high = (negative ? SIGN : 0n) | (BigInt(e + BIAS) << 49n) | (c >> 64n);
    return new Decimal(high, c & LOW);
  }

  static fromBigInt(n: bigint): Decimal {
    return Decimal.of(n, 0);
  }

  /** As the server converts a double: to 15 significant digits. */
  static fromDouble(x: number): Decimal {
    if (Number.isNaN(x)) return Decimal.NAN;
    if (!Number.isFinite(x)) return x > 0 ? Decimal.INFINITY : Decimal.MINUS_INFINITY;
    return Decimal.fromText(x.toPrecision(15)) ?? Decimal.NAN;
  }

  /** The value of a finite double to 34 digits, not to the 15 that {@link Decimal.fromDouble} keeps. */
  static exactly(x: number): Decimal {
    const { numerator, twos } = fractionOf(x);
    return Decimal.of(numerator * 5n ** BigInt(twos), -twos);
  }

  /** Reads a decimal literal; undefined when the text is none. */
  static fromText(text: string): Decimal | undefined {
    const m = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
    if (!m) {
      if (/^[+-]?nan$/i.test(text)) return Decimal.NAN;
      if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? Decimal.MINUS_INFINITY : Decimal.INFINITY;
      return undefined;
    }
    const fraction = m[3] ?? m[4] ?? '';
    return Decimal.of(BigInt((m[2] ?? '') + fraction || '0'), Number(m[5] ?? 0) - fraction.length, m[1] === '-');
  }

  /** The text form of the standard: scientific only when the exponent is positive or the number is very small. */
  toString(): string {
    const f = this.finite;
    if (!f) return this.isNaN ? 'NaN' : this.isNegative ? '-Infinity' : 'Infinity';
    const digits = f.coefficient.toString();
    const sign = f.negative ? '-' : '';
    const scientific = f.exponent + digits.length - 1;
    if (f.exponent > 0 || scientific < -6) {
      const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
      return `${sign}${mantissa}E${scientific < 0 ? '' : '+'}${scientific}`;
    }
    if (f.exponent === 0) return sign + digits;
    const padded = digits.padStart(1 - f.exponent, '0');
    return `${sign}${padded.slice(0, f.exponent)}.${padded.slice(f.exponent)}`;
  }

  /** The nearest double. */
  toNumber(): number {
    return Number(this.toString());
  }

  negate(): Decimal {
    return this.isNaN ? this : new Decimal(this.high ^ SIGN, this.low);
  }

  abs(): Decimal {
    return this.isNegative ? this.negate() : this;
  }

  add(other: Decimal): Decimal {
    const a = this.finite;
    const b = other.finite;
    if (!a || !b) {
      if (this.isNaN || other.isNaN) return Decimal.NAN;
      if (a) return other;
      return b || this.isNegative === other.isNegative ? this : Decimal.NAN;
    }
    const exponent = Math.min(a.exponent, b.exponent);
    const x = signed(a) * pow10(a.exponent - exponent);
    const sum = x + signed(b) * pow10(b.exponent - exponent);
    return Decimal.of(sum, exponent, sum === 0n && a.negative && b.negative);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    const a = this.finite;
    const b = other.finite;
    const negative = this.isNegative !== other.isNegative;
    if (a && b) return Decimal.of(a.coefficient * b.coefficient, a.exponent + b.exponent, negative);
    if (this.isNaN || other.isNaN || a?.coefficient === 0n || b?.coefficient === 0n) return Decimal.NAN;
    return negative ? Decimal.MINUS_INFINITY : Decimal.INFINITY;
  }

  divide(other: Decimal): Decimal {
    const a = this.finite;
    const b = other.finite;
    const negative = this.isNegative !== other.isNegative;
    if (this.isNaN || other.isNaN || (!a && !b)) return Decimal.NAN;
    if (!a) return negative ? Decimal.MINUS_INFINITY : Decimal.INFINITY;
    if (!b) return Decimal.of(0n, -BIAS, negative);
    if (b.coefficient === 0n) return a.coefficient === 0n ? Decimal.NAN : negative ? Decimal.MINUS_INFINITY : Decimal.INFINITY;
    const ideal = a.exponent - b.exponent;
    const shift = DIGITS + 2 + b.coefficient.toString().length;
    const scaled = a.coefficient * pow10(shift);
    let q = scaled / b.coefficient;
    let exponent = ideal - shift;
    if (scaled % b.coefficient !== 0n) return Decimal.of(q * 10n + 1n, exponent - 1, negative); // sticky digit: rounds as the exact quotient
    while (exponent < ideal && q % 10n === 0n) {
      q /= 10n;
      exponent++;
    }
    return Decimal.of(q, exponent, negative);
  }

  /** The remainder with the sign of the dividend. */
  remainder(other: Decimal): Decimal {
    const a = this.finite;
    const b = other.finite;
    if (!a || this.isNaN || other.isNaN || b?.coefficient === 0n) return Decimal.NAN;
    if (!b) return this;
    const exponent = Math.min(a.exponent, b.exponent);
    const r = (a.coefficient * pow10(a.exponent - exponent)) % (b.coefficient * pow10(b.exponent - exponent));
    return Decimal.of(r, exponent, a.negative);
  }

  /** Rounds to a number of places after (or, negative, before) the point. */
  quantize(places: number, mode: 'halfEven' | 'trunc' | 'floor' | 'ceil'): Decimal {
    const f = this.finite;
    if (!f || f.exponent >= -places) return this;
    const unit = pow10(-places - f.exponent);
    let q = mode === 'halfEven' ? divideHalfEven(f.coefficient, unit) : f.coefficient / unit;
    const away = (mode === 'floor' && f.negative) || (mode === 'ceil' && !f.negative);
    if (away && f.coefficient % unit !== 0n) q++;
    return Decimal.of(q, -places, f.negative);
  }

  /** The integer part, truncated; undefined when not finite. */
  toBigInt(): bigint | undefined {
    const f = this.quantize(0, 'trunc').finite;
    return f ? signed(f) * pow10(f.exponent) : undefined;
  }
}

const signed = (f: Finite): bigint => (f.negative ? -f.coefficient : f.coefficient);
