import { Decimal } from './decimal';
import { isNumeric, Numeric, toNumber } from './numbers';
import { Double, double, fitsInt32, fitsInt64, Maybe } from './types';

/** Integers up to here are added as JavaScript numbers, exactly. */
const EXACT = 2 ** 52;

/**
 * A running sum by the server's rules: integers exactly, doubles with a second double for the rounding error, decimals as decimals;
 * the result has the widest type that was added. What is no number is passed over.
 */
export class Sum {
  /** How many numbers were added. */
  count = 0;
  private small = 0;
  private large = 0n;
  private double = 0;
  private error = 0;
  private decimal: Decimal | undefined;
  private hasLong = false;
  private hasDouble = false;

  add(v: Maybe): void {
    if (typeof v === 'bigint') {
      this.hasLong = true;
      this.count++;
      const n = Number(v);
      if (n < EXACT && n > -EXACT) this.addSmall(n);
      else this.large += v;
    } else if (typeof v === 'number' && Number.isInteger(v)) {
      this.count++;
      this.addSmall(v);
    } else if (isNumeric(v)) this.addOther(v);
  }

  private addSmall(n: number): void {
    this.small += n;
    if (this.small < EXACT && this.small > -EXACT) return;
    this.large += BigInt(this.small);
    this.small = 0;
  }

  private addOther(v: Numeric): void {
    this.count++;
    if (v instanceof Decimal) {
      this.decimal = this.decimal ? this.decimal.add(v) : v;
      return;
    }
    this.hasDouble = true;
    this.addDouble(v instanceof Double ? v.value : (v as number));
  }

  private addDouble(x: number): void {
    const sum = this.double + x;
    const back = sum - this.double;
    this.error += this.double - (sum - back) + (x - back);
    this.double = sum;
  }

  private get integers(): bigint {
    return this.large + BigInt(this.small);
  }

  /** The sum of all that is not a decimal, as a double. */
  private asDouble(): number {
    const total = new Sum();
    total.double = this.double;
    total.error = this.error;
    const whole = Number(this.integers);
    total.addDouble(whole);
    total.addDouble(Number(this.integers - BigInt(whole)));
    return Number.isFinite(total.double) ? total.double + total.error : total.double;
  }

  result(): Numeric {
    if (this.decimal) {
      const sum = this.decimal.add(Decimal.fromBigInt(this.integers));
      return this.hasDouble ? sum.add(Decimal.fromDouble(this.double + this.error)) : sum;
    }
    if (this.hasDouble) return double(this.asDouble());
    if (this.large === 0n) {
      if (this.hasLong) return BigInt(this.small);
      return this.small === (this.small | 0) ? this.small : BigInt(this.small);
    }
    const total = this.integers;
    if (!this.hasLong && fitsInt32(total)) return Number(total);
    return fitsInt64(total) ? total : double(Number(total));
  }

  /** The mean: a decimal when one was added, otherwise a double; null of nothing. */
  mean(): Numeric | null {
    if (this.count === 0) return null;
    if (this.decimal) return (this.result() as Decimal).divide(Decimal.fromBigInt(BigInt(this.count)));
    return double((this.hasDouble ? this.asDouble() : Number(this.integers)) / this.count);
  }
}

/** The sum of a list; of a few small integers without more ado. */
export const sumOf = (values: readonly Maybe[]): Numeric => {
  let small = 0;
  let hasLong = false;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (typeof v === 'bigint') {
      hasLong = true;
      small += Number(v);
    } else if (typeof v === 'number' && Number.isInteger(v)) small += v;
    else return carefully(values);
    if (small >= EXACT || small <= -EXACT) return carefully(values);
  }
  if (hasLong) return BigInt(small);
  return small === (small | 0) ? small : BigInt(small);
};

const carefully = (values: readonly Maybe[]): Numeric => {
  const total = new Sum();
  for (const v of values) total.add(v);
  return total.result();
};

/** Running standard deviation (Welford); what is no number is passed over. */
export class Deviation {
  private count = 0;
  private mean = 0;
  private squares = 0;

  constructor(private readonly sample: boolean) {}

  add(v: Maybe): void {
    if (!isNumeric(v)) return;
    const x = toNumber(v);
    this.count++;
    const delta = x - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (x - this.mean);
  }

  result(): Numeric | null {
    const n = this.sample ? this.count - 1 : this.count;
    return n <= 0 ? null : double(Math.sqrt(this.squares / n));
  }
}
