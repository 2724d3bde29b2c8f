import { refuse } from '../errors';
import { keyOf } from '../values/key';
import { typeName } from '../values/names';
import { truthy } from '../values/numbers';
import { compare } from '../values/order';
import type { Maybe, Value } from '../values/types';
import { binary, listed, Operators, unary } from './compile';

const nullish = (v: Maybe): boolean => v === null || v === undefined;
const array = (v: Maybe, code: number, name: string): readonly Value[] =>
  Array.isArray(v)
    ? (v as readonly Value[])
    : refuse(code, `All operands of ${name} must be arrays. One argument is of type: ${typeName(v)}`);
const keys = (values: readonly Value[]): Set<string> => new Set(values.map(keyOf));

/** The distinct values, in order of value. */
const distinct = (values: readonly Value[]): Value[] => {
  const seen = new Map<string, Value>();
  for (const v of values) {
    const key = keyOf(v);
    if (!seen.has(key)) seen.set(key, v);
  }
  return [...seen.values()].sort(compare);
};

const intersection = (lists: readonly Maybe[]): Maybe => {
  if (lists.some(nullish)) return null;
  const arrays = lists.map((list) => array(list, 17047, '$setIntersection'));
  const others = arrays.slice(1).map(keys);
  return distinct((arrays[0] ?? []).filter((v) => others.every((other) => other.has(keyOf(v)))));
};

const difference = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  const without = keys(array(b, 17049, '$setDifference'));
  return array(a, 17048, '$setDifference').filter((v) => {
    const key = keyOf(v);
    return !without.has(key) && without.add(key);
  });
};

const equals = (lists: readonly Maybe[]): Maybe => {
  const sets = lists.map((list) => keys(array(list, 17044, '$setEquals')));
  const [first] = sets as [Set<string>];
  return sets.every((set) => set.size === first.size && [...set].every((key) => first.has(key)));
};

/** Arrays as sets: by value, whatever the numeric type. */
export const setOperators: Operators = {
  $setUnion: listed(0, Infinity, (lists) =>
    lists.some(nullish) ? null : distinct(lists.flatMap((list) => array(list, 17043, '$setUnion'))),
  ),
  $setIntersection: listed(0, Infinity, intersection),
  $setDifference: binary(difference),
  $setEquals: listed(2, Infinity, equals),
  $setIsSubset: binary((a, b) => {
    const whole = keys(array(b, 17042, '$setIsSubset'));
    return array(a, 17046, '$setIsSubset').every((v) => whole.has(keyOf(v)));
  }),
  $anyElementTrue: unary((v) => array(v, 17041, '$anyElementTrue').some(truthy)),
  $allElementsTrue: unary((v) => array(v, 17040, '$allElementsTrue').every(truthy)),
};
