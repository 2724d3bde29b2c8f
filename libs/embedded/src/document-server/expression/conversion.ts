import { refuse, ServerError } from '../errors';
import { Decimal } from '../values/decimal';
import { isTypeName, typeName, typeNameOfNumber } from '../values/names';
import { integerArgument, isNumeric, toDecimal, toNumber, truthy } from '../values/numbers';
import { double, fitsInt32, fitsInt64, Maybe, Oid, Value } from '../values/types';
import { compileExpression, namedArguments, OperatorCompiler, Operators, unary } from './compile';
import { parseDate } from './date-parse';
import { toText } from './text';

const fail = (v: Maybe, to: string, why = ''): never =>
  refuse(241, why || `Unsupported conversion from ${typeName(v)} to ${to} in $convert with no onError value`);

const overflow = (v: Value): never =>
  refuse(241, `Conversion would overflow target type in $convert with no onError value: ${toText(v)}`);

const parse = (text: string, pattern: RegExp): string =>
  pattern.test(text)
    ? text
    : refuse(241, `Failed to parse number '${text}' in $convert with no onError value: Did not consume whole string.`);

/** Any number, boolean, date or numeric text as an integer, truncated. */
const toInteger = (v: Value, to: 'int' | 'long'): bigint => {
  if (typeof v === 'boolean') return v ? 1n : 0n;
  if (typeof v === 'string') return BigInt(parse(v, /^[+-]?\d+$/).replace(/^\+/, ''));
  if (v instanceof Date && to === 'long') return BigInt(v.getTime());
  if (typeof v === 'bigint') return v;
  if (!isNumeric(v)) return fail(v, to);
  if (v instanceof Decimal) return v.toBigInt() ?? overflow(v);
  const x = toNumber(v);
  return Number.isFinite(x)
    ? BigInt(Math.trunc(x))
    : refuse(
        241,
        `Attempt to convert ${Number.isNaN(x) ? 'NaN' : 'infinity'} value to integer type in $convert with no onError value`,
      );
};

const toDouble = (v: Value): Value => {
  if (typeof v === 'boolean') return double(v ? 1 : 0);
  if (v instanceof Date) return double(v.getTime());
  if (typeof v === 'string')
    return double(
      Number(
        parse(v, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?(inf|infinity|nan)$/i)
          .replace(/^([+-]?)inf(inity)?$/i, '$1Infinity')
          .replace(/^[+-]?nan$/i, 'NaN'),
      ),
    );
  return isNumeric(v) ? double(toNumber(v)) : fail(v, 'double');
};

const decimal = (v: Value): Value => {
  if (typeof v === 'boolean') return Decimal.fromBigInt(v ? 1n : 0n);
  if (v instanceof Date) return Decimal.fromBigInt(BigInt(v.getTime()));
  if (typeof v === 'string')
    return (
      Decimal.fromText(v) ??
      refuse(241, `Failed to parse number '${v}' in $convert with no onError value: Failed to parse string to decimal`)
    );
  return isNumeric(v) ? toDecimal(v) : fail(v, 'decimal');
};

const toDate = (v: Value): Value => {
  if (v instanceof Date) return v;
  if (typeof v === 'string') return parseDate(v);
  if (v instanceof Oid) return new Date(parseInt(v.hex.slice(0, 8), 16) * 1000);
  if (!isNumeric(v) || (typeof v === 'number' && Number.isInteger(v))) return fail(v, 'date');
  const ms = toInteger(v, 'long');
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? overflow(v) : date;
};

const toBool = (v: Value): boolean => (isNumeric(v) || typeof v === 'boolean' ? truthy(v) : true);

const convert = (v: Value, to: string): Value => {
  switch (to) {
    case 'int': {
      const n = toInteger(v, to);
      return fitsInt32(n) ? Number(n) : overflow(v);
    }
    case 'long': {
      const n = toInteger(v, to);
      return fitsInt64(n) ? n : overflow(v);
    }
    case 'double':
      return toDouble(v);
    case 'decimal':
      return decimal(v);
    case 'string':
      if (typeof v === 'string') return v;
      return isNumeric(v) || typeof v === 'boolean' || v instanceof Date || v instanceof Oid ? toText(v) : fail(v, to);
    case 'bool':
      return toBool(v);
    case 'date':
      return toDate(v);
    case 'objectId':
      if (v instanceof Oid) return v;
      if (typeof v !== 'string') return fail(v, to);
      return /^[0-9a-f]{24}$/i.test(v)
        ? new Oid(v.toLowerCase())
        : refuse(
            241,
            `Failed to parse objectId '${v}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24`,
          );
    default:
      return fail(v, to);
  }
};

const short = (to: string): Operators[string] => unary((v) => (v === null || v === undefined ? null : convert(v, to)));

const typeOf = (to: Maybe): string => {
  const name = typeof to === 'string' ? to : typeNameOfNumber(integerArgument(to) ?? NaN);
  return name !== undefined && isTypeName(name) ? name : refuse(2, 'Unknown type name in $convert');
};

const convertOperator: OperatorCompiler = (argument, scope, name) => {
  const given = namedArguments(argument, name, ['input', 'to'], ['onError', 'onNull']);
  const part = (field: string): ReturnType<typeof compileExpression> | undefined =>
    given.has(field) ? compileExpression(given.get(field) as Value, scope) : undefined;
  const input = compileExpression(given.get('input') as Value, scope);
  const to = compileExpression(given.get('to') as Value, scope);
  const [onError, onNull] = [part('onError'), part('onNull')];
  return {
    run: (root, frame) => {
      const v = input.run(root, frame);
      const target = to.run(root, frame);
      if (v === null || v === undefined) return onNull ? onNull.run(root, frame) : null;
      if (target === null || target === undefined) return null;
      const type = typeOf(target);
      try {
        return convert(v, type);
      } catch (error) {
        if (onError && error instanceof ServerError && error.code === 241) return onError.run(root, frame);
        throw error;
      }
    },
  };
};

/** Conversions between types; an impossible one is refused, not guessed. */
export const conversionOperators: Operators = {
  $convert: convertOperator,
  $toInt: short('int'),
  $toLong: short('long'),
  $toDouble: short('double'),
  $toDecimal: short('decimal'),
  $toString: short('string'),
  $toBool: short('bool'),
  $toDate: short('date'),
  $toObjectId: short('objectId'),
};
