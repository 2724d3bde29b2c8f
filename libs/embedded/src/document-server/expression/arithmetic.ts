import { refuse } from '../errors';
import { Decimal } from '../values/decimal';
import { typeName } from '../values/names';
import {
  addNumbers,
  isNumeric,
  multiplyNumbers,
  Numeric,
  numberType,
  subtractNumbers,
  toDecimal,
  toNumber,
  integerArgument,
} from '../values/numbers';
import { double, fitsInt64, INT64_MIN, Maybe } from '../values/types';
import { binary, listed, Operators, unary } from './compile';

const nullish = (v: Maybe): v is null | undefined => v === null || v === undefined;

const addDates = (date: Date, amount: Numeric): Date => {
  const ms =
    amount instanceof Decimal || typeof amount === 'bigint'
      ? Number(toDecimal(amount).quantize(0, 'halfEven').toBigInt())
      : Math.round(toNumber(amount));
  const sum = new Date(date.getTime() + ms);
  return Number.isNaN(sum.getTime()) ? refuse(7039, 'date overflow') : sum;
};

const add = (values: readonly Maybe[]): Maybe => {
  let date: Date | undefined;
  let sum: Numeric = 0;
  let empty = false;
  for (const v of values) {
    if (nullish(v)) empty = true;
    else if (v instanceof Date) {
      if (date) refuse(16612, 'only one date allowed in an $add expression');
      date = v;
    } else if (isNumeric(v)) sum = addNumbers(sum, v) as Numeric;
    else refuse(14, `$add only supports numeric or date types, not ${typeName(v)}`);
  }
  if (empty) return null;
  return date ? addDates(date, sum) : sum;
};

const subtract = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  if (isNumeric(a) && isNumeric(b)) return subtractNumbers(a, b);
  if (a instanceof Date) {
    if (b instanceof Date) return BigInt(a.getTime() - b.getTime());
    if (isNumeric(b)) return addDates(a, multiplyNumbers(b, -1) as Numeric);
  }
  return refuse(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
};

const multiply = (values: readonly Maybe[]): Maybe => {
  let product: Numeric = 1;
  let empty = false;
  for (const v of values) {
    if (nullish(v)) empty = true;
    else if (isNumeric(v)) product = multiplyNumbers(product, v) as Numeric;
    else refuse(14, `$multiply only supports numeric types, not ${typeName(v)}`);
  }
  return empty ? null : product;
};

const isZero = (v: Numeric): boolean => (v instanceof Decimal ? v.finite?.coefficient === 0n : toNumber(v) === 0);

const divide = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    return refuse(14, `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (isZero(b)) return refuse(2, "can't $divide by zero");
  if (a instanceof Decimal || b instanceof Decimal) return toDecimal(a).divide(toDecimal(b));
  return double(toNumber(a) / toNumber(b));
};

const modulo = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    return refuse(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (isZero(b)) return refuse(16610, "can't $mod by zero");
  if (a instanceof Decimal || b instanceof Decimal) return toDecimal(a).remainder(toDecimal(b));
  if (numberType(a) === 'double' || numberType(b) === 'double') return double(toNumber(a) % toNumber(b));
  const rest = BigInt(a as number | bigint) % BigInt(b as number | bigint);
  return typeof a === 'number' && typeof b === 'number' ? Number(rest) : rest;
};

const numericUnary = (name: string, apply: (v: Numeric) => Maybe): Operators => ({
  [name]: unary((v) => {
    if (nullish(v)) return null;
    return isNumeric(v) ? apply(v) : refuse(28765, `${name} only supports numeric types, not ${typeName(v)}`);
  }),
});

const abs = (v: Numeric): Maybe => {
  if (v instanceof Decimal) return v.abs();
  if (typeof v === 'bigint') return v === INT64_MIN ? refuse(28680, "can't take $abs of long long min") : v < 0n ? -v : v;
  if (typeof v === 'number' && Number.isInteger(v)) return v === -2147483648 ? 2147483648n : Math.abs(v);
  return double(Math.abs(toNumber(v)));
};

const whole = (name: string, mode: 'floor' | 'ceil'): Operators =>
  numericUnary(name, (v) => {
    if (v instanceof Decimal) return v.quantize(0, mode);
    return numberType(v) === 'double' ? double(Math[mode](toNumber(v))) : v;
  });

const real = (
  name: string,
  apply: (x: number) => number,
  domain?: { holds: (x: number) => boolean; code: number; text: string },
): Operators =>
  numericUnary(name, (v) => {
    const x = toNumber(v);
    if (domain && !Number.isNaN(x) && !domain.holds(x))
      return refuse(domain.code, `${name}'s argument must be ${domain.text}, but is ${x}`);
    if (v instanceof Decimal) return refuse(115, `this server does not support ${name} of a decimal`);
    return double(apply(x));
  });

const positive = (code: number): { holds: (x: number) => boolean; code: number; text: string } => ({
  holds: (x) => x > 0,
  code,
  text: 'a positive number',
});

const halfEven = (x: number): number => {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
};

const roundDouble = (x: number, places: number, mode: 'halfEven' | 'trunc'): number => {
  if (!Number.isFinite(x)) return x;
  if (places === 0) return mode === 'trunc' ? Math.trunc(x) : halfEven(x);
  return Decimal.exactly(x).quantize(places, mode).toNumber();
};

const rounding = (name: string, mode: 'halfEven' | 'trunc'): Operators => ({
  [name]: listed(1, 2, ([v, digits]) => {
    if (nullish(v)) return null;
    if (!isNumeric(v)) return refuse(51081, `${name} only supports numeric types, not ${typeName(v)}`);
    const places = digits === undefined ? 0 : integerArgument(digits);
    if (digits === null) return null;
    if (places === undefined) return refuse(51082, `precision argument to ${name} must be a integral value`);
    if (places < -20 || places > 100)
      return refuse(51083, `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`);
    if (v instanceof Decimal) return v.quantize(places, mode);
    if (numberType(v) === 'double') return double(roundDouble(toNumber(v), places, mode));
    if (places >= 0) return v;
    const rounded = toDecimal(v).quantize(places, mode).toBigInt() as bigint;
    if (!fitsInt64(rounded)) return refuse(51080, `invalid conversion from Decimal128 result in ${name}`);
    return typeof v === 'number' && BigInt.asIntN(32, rounded) === rounded ? Number(rounded) : rounded;
  }),
});

const power = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a)) return refuse(28762, `$pow's base must be numeric, not ${typeName(a)}`);
  if (!isNumeric(b)) return refuse(28763, `$pow's exponent must be numeric, not ${typeName(b)}`);
  if (a instanceof Decimal || b instanceof Decimal) return refuse(115, 'this server does not support $pow of a decimal');
  if (isZero(a) && toNumber(b) < 0) return refuse(28764, '$pow cannot take a base of 0 and a negative exponent');
  const isWhole = numberType(a) !== 'double' && numberType(b) !== 'double' && toNumber(b) >= 0;
  return (isWhole ? wholePower(a as number | bigint, b as number | bigint) : undefined) ?? double(toNumber(a) ** toNumber(b));
};

/** An integer to an integer; undefined when the result needs more than 64 bits. */
const wholePower = (a: number | bigint, b: number | bigint): number | bigint | undefined => {
  const base = BigInt(a);
  if (b > 63 && base !== 0n && base !== 1n && base !== -1n) return undefined;
  const exact = base ** BigInt(b);
  if (!fitsInt64(exact)) return undefined;
  return typeof a === 'number' && typeof b === 'number' && BigInt.asIntN(32, exact) === exact ? Number(exact) : exact;
};

const log = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) return refuse(28756, "$log's arguments must be numeric");
  return double(Math.log(toNumber(a)) / Math.log(toNumber(b)));
};

/** Arithmetic with int, long, double and decimal; dates in `$add` and `$subtract`. */
export const arithmeticOperators: Operators = {
  $rand: () => ({ run: () => double(Math.random()) }),
  $add: listed(0, Infinity, add),
  $subtract: binary(subtract),
  $multiply: listed(0, Infinity, multiply),
  $divide: binary(divide),
  $mod: binary(modulo),
  $pow: binary(power),
  $log: binary(log),
  ...numericUnary('$abs', abs),
  ...whole('$ceil', 'ceil'),
  ...whole('$floor', 'floor'),
  ...rounding('$round', 'halfEven'),
  ...rounding('$trunc', 'trunc'),
  ...real('$sqrt', Math.sqrt, { holds: (x) => x >= 0, code: 28714, text: 'greater than or equal to 0' }),
  ...real('$exp', Math.exp),
  ...real('$ln', Math.log, positive(28766)),
  ...real('$log10', Math.log10, positive(28761)),
};
