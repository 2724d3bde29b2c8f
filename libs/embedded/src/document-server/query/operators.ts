import { refuse } from '../errors';
import { Decimal } from '../values/decimal';
import { Doc } from '../values/doc';
import { isTypeName, typeName, typeNameOfNumber } from '../values/names';
import { integerArgument, integralValue, isNumeric, toNumber, truthy } from '../values/numbers';
import { Bin, Maybe, Regex, Value } from '../values/types';
import { leaf, Node, wholeLeaf } from './nodes';
import { regexTest } from './regex';
import { equals, inRange, isIn, Test } from './tests';

const list = (name: string, operand: Value): readonly Value[] =>
  Array.isArray(operand) ? (operand as readonly Value[]) : refuse(2, `${name} needs an array`);

const membership = (name: string, operand: Value): Test => {
  const values = list(name, operand);
  for (const value of values)
    if (value instanceof Doc && value.shape.names[0]?.startsWith('$') && !value.has('$ref'))
      refuse(2, `cannot nest $ under ${name}`);
  return isIn(values);
};

const regex = (operand: Value, conditions: Doc): Regex => {
  const options = conditions.get('$options');
  if (options !== undefined && typeof options !== 'string') return refuse(2, '$options has to be a string');
  if (operand instanceof Regex) {
    if (options !== undefined && operand.options !== '') return refuse(51075, 'options set in both $regex and $options');
    return new Regex(operand.pattern, options ?? operand.options);
  }
  return typeof operand === 'string' ? new Regex(operand, options ?? '') : refuse(2, '$regex has to be a string');
};

const typeTest = (operand: Value): Test => {
  const wanted = new Set<string>();
  for (const one of Array.isArray(operand) ? (operand as Value[]) : [operand]) {
    const name = typeof one === 'string' ? one : isNumeric(one) ? typeNameOfNumber(toNumber(one)) : undefined;
    if (name === 'number') for (const number of ['int', 'long', 'double', 'decimal']) wanted.add(number);
    else if (name !== undefined && isTypeName(name)) wanted.add(name);
    else
      refuse(
        typeof one === 'string' ? 2 : isNumeric(one) ? 2 : 14,
        typeof one === 'string' ? `Unknown type name alias: ${one}` : 'Invalid numerical type code',
      );
  }
  if (wanted.size === 0) refuse(9, '$type must match at least one type');
  return (v) => v !== undefined && wanted.has(typeName(v));
};

const modulo = (operand: Value): Test => {
  if (!Array.isArray(operand)) return refuse(2, 'malformed mod, needs to be an array');
  if (operand.length !== 2) return refuse(2, `malformed mod, ${operand.length < 2 ? 'not enough' : 'too many'} elements`);
  const [divisor, remainder] = (operand as Value[]).map((x) => (isNumeric(x) ? truncated(x) : undefined));
  if (divisor === undefined) return refuse(2, 'malformed mod, divisor not a number');
  if (remainder === undefined) return refuse(2, 'malformed mod, remainder not a number');
  if (divisor === 0n) return refuse(2, 'divisor cannot be 0');
  return (v) => {
    const n = isNumeric(v) ? truncated(v) : undefined;
    return n !== undefined && n % divisor === remainder;
  };
};

const truncated = (v: Maybe): bigint | undefined => {
  if (typeof v === 'bigint') return v;
  if (v instanceof Decimal) return v.toBigInt();
  const x = isNumeric(v) ? Math.trunc(toNumber(v)) : NaN;
  return Number.isFinite(x) ? BigInt(x) : undefined;
};

/** The bit positions an operand names: a mask, a list of positions, or binary data. */
const bitMask = (name: string, operand: Value): bigint => {
  if (Array.isArray(operand))
    return (operand as Value[]).reduce<bigint>((mask, bit) => {
      const position = integerArgument(bit);
      return position === undefined || position < 0
        ? refuse(2, `bit positions must be integers >= 0 but got: ${name}`)
        : mask | (1n << BigInt(position));
    }, 0n);
  if (operand instanceof Bin) return bits(operand);
  const mask = integralValue(operand);
  return mask === undefined || mask < 0n ? refuse(9, `${name} takes an Array, a number, or a BinData`) : mask;
};

const bits = (bin: Bin): bigint => BigInt(`0x${Buffer.from(bin.bytes).reverse().toString('hex') || '0'}`);

const bitTest = (name: string, operand: Value): Test => {
  const mask = bitMask(name, operand);
  const holds: Test = (v) => {
    const value = v instanceof Bin ? bits(v) : integralValue(v);
    if (value === undefined) return false;
    const hit = value & mask;
    if (name === '$bitsAllSet') return hit === mask;
    if (name === '$bitsAnySet') return hit !== 0n;
    return name === '$bitsAllClear' ? hit === 0n : hit !== mask;
  };
  return holds;
};

const not = (node: Node): Node => ({ kind: 'not', node });

const size = (operand: Value): Test => {
  const n = integerArgument(operand);
  if (n === undefined) return refuse(2, `Failed to parse $size. Expected an integer`);
  if (n < 0) return refuse(2, 'Failed to parse $size. Expected a non-negative number');
  return (v) => Array.isArray(v) && v.length === n;
};

/** Parses one operator on a path; `conditions` is the document it stands in, for `$regex` with `$options`. */
export const parseOperator = (path: string, name: string, operand: Value, conditions: Doc): Node => {
  switch (name) {
    case '$eq':
      return operand instanceof Regex
        ? leaf(path, '$eqRegex', operand, equals(operand))
        : leaf(path, '$eq', operand, equals(operand));
    case '$ne':
      if (operand instanceof Regex) return refuse(2, "Can't have regex as arg to $ne.");
      return not(leaf(path, '$eq', operand, equals(operand)));
    case '$lt':
    case '$lte':
    case '$gt':
    case '$gte':
      if (operand instanceof Regex) return refuse(2, `Can't have RegEx as arg to predicate over field '${path}'.`);
      return leaf(path, name, operand, inRange(name, operand));
    case '$in':
      return leaf(path, name, operand, membership(name, operand));
    case '$nin':
      return not(leaf(path, '$in', operand, membership(name, operand)));
    case '$exists': {
      const present = wholeLeaf(path, name, operand, (v) => v !== undefined);
      return truthy(operand) ? present : not(present);
    }
    case '$regex':
      return leaf(path, name, operand, regexTest(regex(operand, conditions)));
    case '$type':
      return leaf(path, name, operand, typeTest(operand));
    case '$mod':
      return leaf(path, name, operand, modulo(operand));
    case '$size':
      return wholeLeaf(path, name, operand, size(operand));
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
      return leaf(path, name, operand, bitTest(name, operand));
    default:
      return refuse(2, `unknown operator: ${name}`);
  }
};
