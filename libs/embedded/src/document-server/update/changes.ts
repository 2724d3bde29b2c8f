import { refuse } from '../errors';
import { Decimal } from '../values/decimal';
import { display } from '../values/display';
import { Doc } from '../values/doc';
import { typeName } from '../values/names';
import { addNumbers, isNumeric, multiplyNumbers, Numeric, numberType } from '../values/numbers';
import { compare, identical } from '../values/order';
import { Double, Maybe, Stamp, Value } from '../values/types';
import type { Change } from './modify';

/** Compiles an operator's argument for one path. */
export type ChangeCompiler = (argument: Value, path: string) => Change;

const keepIfSame = (old: Maybe, value: Value): Value => (old !== undefined && identical(old, value) ? old : value);

const arithmetic =
  (operator: string, verb: string, combine: typeof addNumbers, missing: (n: Numeric) => Numeric): ChangeCompiler =>
  (argument, path) => {
    if (!isNumeric(argument)) return refuse(14, `Cannot ${verb} with non-numeric argument: {${path}: ${display(argument)}}`);
    return (old) => {
      if (old === undefined) return missing(argument);
      if (!isNumeric(old))
        return refuse(
          14,
          `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is of non-numeric type ${typeName(old)}`,
        );
      const result = combine(old, argument, 'refuse');
      if (result === undefined)
        return refuse(2, `Failed to apply ${operator} operations to current value (${display(old)}): integer overflow`);
      return keepIfSame(old, result);
    };
  };

const zeroOf = (n: Numeric): Numeric => {
  switch (numberType(n)) {
    case 'int':
      return 0;
    case 'long':
      return 0n;
    case 'double':
      return new Double(0);
    case 'decimal':
      return Decimal.fromBigInt(0n);
  }
};

const extreme =
  (direction: 1 | -1): ChangeCompiler =>
  (argument) =>
  (old) =>
    old === undefined || compare(argument, old) * direction > 0 ? argument : old;

const currentDate: ChangeCompiler = (argument, path) => {
  const type = argument instanceof Doc ? argument.get('$type') : argument;
  if (typeof type === 'boolean' || type === 'date') return (_, { now }) => now;
  if (type === 'timestamp') return (_, { now }) => new Stamp((BigInt(Math.floor(now.getTime() / 1000)) << 32n) | 1n);
  return refuse(
    2,
    `${typeName(argument)} is not valid type for $currentDate (field '${path}'). Please use a boolean ('true') or a $type expression`,
  );
};

const bit: ChangeCompiler = (argument, path) => {
  if (!(argument instanceof Doc) || argument.size === 0)
    return refuse(2, 'The $bit modifier is not compatible with this argument; it must be a document of and, or, xor');
  const steps = [...argument.entries()].map(([name, operand]) => {
    if (!['and', 'or', 'xor'].includes(name))
      return refuse(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (!isNumeric(operand) || !['int', 'long'].includes(numberType(operand)))
      return refuse(2, 'The $bit modifier field must be an Integer(32/64 bit)');
    return { name, operand: operand as number | bigint };
  });
  return (old) => {
    let value: number | bigint = 0;
    if (old !== undefined) {
      if (!isNumeric(old) || !['int', 'long'].includes(numberType(old)))
        return refuse(2, `Cannot apply $bit to a value of non-integral type: the field '${path}' is of type ${typeName(old)}`);
      value = old as number | bigint;
    }
    for (const { name, operand } of steps) value = bitwise(name, value, operand);
    return keepIfSame(old, value);
  };
};

const bitwise = (name: string, a: number | bigint, b: number | bigint): number | bigint => {
  const [x, y] = [BigInt(a), BigInt(b)];
  const result = name === 'and' ? x & y : name === 'or' ? x | y : x ^ y;
  return typeof a === 'number' && typeof b === 'number' ? Number(result) : result;
};

/** The operators that change one value. */
export const valueChanges: Readonly<Record<string, ChangeCompiler>> = {
  $set: (argument) => (old) => keepIfSame(old, argument),
  $unset: () => () => undefined,
  $setOnInsert:
    (argument) =>
    (old, { inserting }) =>
      inserting ? argument : old,
  $inc: arithmetic('$inc', 'increment', addNumbers, (n) => n),
  $mul: arithmetic('$mul', 'multiply', multiplyNumbers, zeroOf),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
  $bit: bit,
};
