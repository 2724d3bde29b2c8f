import { compareNumbers, compareStrings, equal, rankOf } from '../values/order';
import { keyOf } from '../values/key';
import { isNumeric, Numeric, toNumber } from '../values/numbers';
import { compare } from '../values/order';
import { Decimal } from '../values/decimal';
import { Double, Extreme, Maybe, Regex, Value } from '../values/types';
import { regexTest } from './regex';

/** Whether one value, as a filter sees it, passes; undefined is a missing field. */
export type Test = (v: Maybe) => boolean;

export const isNaNValue = (v: Maybe): boolean =>
  v instanceof Decimal ? v.isNaN : isNumeric(v) && typeof v !== 'bigint' && Number.isNaN(toNumber(v));

/** Equality with a constant: null also means missing. */
export const equals = (operand: Value): Test => {
  if (operand === null) return (v) => v === null || v === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean')
    return (v) => v === operand || (typeof v === 'object' && equal(v, operand));
  if (typeof operand === 'number' && Number.isInteger(operand))
    return (v) => v === operand || ((typeof v === 'object' || typeof v === 'bigint') && equal(v, operand));
  return (v) => equal(v, operand);
};

export type Relation = '$lt' | '$lte' | '$gt' | '$gte';

const HOLDS: Readonly<Record<Relation, (order: number) => boolean>> = {
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
};

/** True when no unit of the text is a surrogate or above: then the language's own order is right, whatever it is compared with. */
export const isPlainText = (text: string): boolean => !/[\ud800-\uffff]/.test(text);

const plainText = (relation: Relation, operand: string): Test => {
  switch (relation) {
    case '$lt':
      return (v) => typeof v === 'string' && v < operand;
    case '$lte':
      return (v) => typeof v === 'string' && v <= operand;
    case '$gt':
      return (v) => typeof v === 'string' && v > operand;
    case '$gte':
      return (v) => typeof v === 'string' && v >= operand;
  }
};

const numeric = (relation: Relation, operand: Numeric): Test => {
  const holds = HOLDS[relation];
  if (isNaNValue(operand)) return (v) => holds(0) && isNaNValue(v);
  const plain = operand instanceof Double ? operand.value : operand;
  return (v) => {
    if (typeof v === 'bigint' && (typeof plain === 'bigint' || typeof plain === 'number'))
      return holds(v < plain ? -1 : v > plain ? 1 : 0);
    return isNumeric(v) && !isNaNValue(v) && holds(compareNumbers(v, operand));
  };
};

/** A range test. Only values of the operand's own type can pass, but for MinKey and MaxKey. */
export const inRange = (relation: Relation, operand: Value): Test => {
  const holds = HOLDS[relation];
  if (typeof operand === 'string')
    return isPlainText(operand)
      ? plainText(relation, operand)
      : (v) => typeof v === 'string' && holds(compareStrings(v, operand));
  if (isNumeric(operand)) return numeric(relation, operand);
  if (operand === null) return (v) => holds(0) && (v === null || v === undefined);
  if (operand instanceof Extreme) return (v) => holds(compare(v ?? null, operand));
  const rank = rankOf(operand);
  return (v) => rankOf(v) === rank && holds(compare(v, operand));
};

/** Membership in a list of constants and regular expressions. */
export const isIn = (operands: readonly Value[]): Test => {
  const texts = new Set<string>();
  const keys = new Set<string>();
  const patterns = operands.filter((o): o is Regex => o instanceof Regex).map(regexTest);
  for (const operand of operands) {
    if (typeof operand === 'string') texts.add(operand);
    else keys.add(keyOf(operand));
  }
  return (v) => {
    if (typeof v === 'string') return texts.has(v) || patterns.some((test) => test(v));
    return keys.has(keyOf(v)) || patterns.some((test) => test(v));
  };
};
