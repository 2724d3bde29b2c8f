import { refuse } from '../errors';
import { parseSort, sortDocs } from '../query/sort';
import { Doc } from '../values/doc';
import { typeName } from '../values/names';
import { integerArgument } from '../values/numbers';
import { compare, equal } from '../values/order';
import type { Maybe, Value } from '../values/types';
import { binary, compileExpression, fold, listed, named, namedArguments, OperatorCompiler, Operators, unary } from './compile';

const nullish = (v: Maybe): v is null | undefined => v === null || v === undefined;
const array = (v: Maybe, code: number, text: string): readonly Value[] =>
  Array.isArray(v) ? (v as readonly Value[]) : refuse(code, `${text}, not ${typeName(v)}`);
const integer = (v: Maybe, code: number, text: string): number => integerArgument(v) ?? refuse(code, text);

const arrayElemAt = (list: Maybe, at: Maybe): Maybe => {
  if (nullish(list) || nullish(at)) return null;
  const values = array(list, 28689, "$arrayElemAt's first argument must be an array");
  const i = integer(at, 28691, "$arrayElemAt's second argument must be representable as a 32-bit integer");
  return values[i < 0 ? values.length + i : i];
};

const end = (name: string, at: 0 | -1): Operators[string] =>
  unary((v) => (nullish(v) ? null : array(v, 28689, `${name}'s argument must be an array`).at(at)));

const concatArrays = (lists: readonly Maybe[]): Maybe => {
  if (lists.some(nullish)) return null;
  return lists.flatMap((list) => array(list, 28664, '$concatArrays only supports arrays'));
};

const indexOfArray = ([list, wanted, from, to]: readonly Maybe[]): Maybe => {
  if (nullish(list)) return null;
  const values = array(list, 40090, '$indexOfArray requires an array as a first argument');
  const start = from === undefined ? 0 : integer(from, 40096, '$indexOfArray requires an integral starting index');
  const stop =
    to === undefined
      ? values.length
      : Math.min(values.length, integer(to, 40096, '$indexOfArray requires an integral ending index'));
  if (start < 0 || stop < 0) return refuse(40097, '$indexOfArray requires a nonnegative index');
  for (let i = start; i < stop; i++) if (equal(values[i], wanted)) return i;
  return -1;
};

const range = ([from, to, by]: readonly Maybe[]): Maybe => {
  const start = integer(from, 34443, '$range requires a numeric starting value');
  const stop = integer(to, 34445, '$range requires a numeric ending value');
  const step = by === undefined ? 1 : integer(by, 34447, '$range requires a numeric step value');
  if (step === 0) return refuse(34449, '$range requires a non-zero step value');
  const out: Value[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) {
    if (out.length === 1_000_000) return refuse(146, '$range would use too much memory');
    out.push(i);
  }
  return out;
};

const slice = ([list, a, b]: readonly Maybe[]): Maybe => {
  if (nullish(list) || a === null || b === null) return null;
  const values = array(list, 28724, 'First argument to $slice must be an array');
  const first = integer(a, 28726, 'Second argument to $slice must be representable as a 32-bit integer');
  if (b === undefined) return first >= 0 ? values.slice(0, first) : values.slice(first);
  const count = integer(b, 28728, 'Third argument to $slice must be representable as a 32-bit integer');
  if (count <= 0) return refuse(28729, 'Third argument to $slice must be positive');
  const start = first < 0 ? Math.max(0, values.length + first) : first;
  return values.slice(start, start + count);
};

const sortArray: OperatorCompiler = (argument, scope, name) => {
  const given = namedArguments(argument, name, ['input', 'sortBy']);
  const input = compileExpression(given.get('input') as Value, scope);
  const by = given.get('sortBy') as Value;
  const keys = by instanceof Doc ? parseSort(by) : undefined;
  const direction = keys ? 1 : integerArgument(by);
  if (direction !== 1 && direction !== -1) return refuse(2942801, 'the $sort element value must be either 1 or -1');
  const sorted = (values: readonly Value[]): Value[] => {
    if (!keys) return [...values].sort((a, b) => compare(a, b) * direction);
    const docs = values.map((v) => (v instanceof Doc ? v : refuse(2942802, '$sortArray by fields needs an array of documents')));
    return sortDocs(docs, keys);
  };
  return fold((root, frame) => {
    const list = input.run(root, frame);
    return nullish(list) ? null : sorted(array(list, 2942504, 'The input argument to $sortArray must be an array'));
  }, input);
};

const zip = named(['inputs'], ['useLongestLength', 'defaults'], ({ inputs, useLongestLength, defaults }) => {
  if (nullish(inputs)) return null;
  const lists = array(inputs, 34461, 'inputs must be an array of expressions');
  if (lists.length === 0) return refuse(34465, '$zip requires at least one input array');
  if (lists.some(nullish)) return null;
  const arrays = lists.map((list) => array(list, 34468, '$zip found a non-array expression in input'));
  const fill = Array.isArray(defaults) ? (defaults as readonly Value[]) : [];
  const lengths = arrays.map((list) => list.length);
  const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, row) => arrays.map((list, i) => list[row] ?? fill[i] ?? null));
});

const pick = (name: string, choose: (values: readonly Value[], n: number) => Value[]): Operators => ({
  [name]: named(['input', 'n'], [], ({ input, n }) => {
    const values = array(input, 5788200, `${name} requires an array`);
    const most = integer(n, 5787902, `Value for 'n' must be of integral type`);
    return most > 0 ? choose(values, most) : refuse(5787908, "'n' must be greater than 0");
  }),
});

const ranked =
  (direction: 1 | -1) =>
  (values: readonly Value[], n: number): Value[] =>
    values
      .filter((v) => v !== null)
      .sort((a, b) => compare(a, b) * direction)
      .slice(0, n);

/** Arrays as values. */
export const arrayOperators: Operators = {
  $arrayElemAt: binary(arrayElemAt),
  $first: end('$first', 0),
  $last: end('$last', -1),
  $concatArrays: listed(0, Infinity, concatArrays),
  $in: binary((v, list) => array(list, 40081, '$in requires an array as a second argument').some((one) => equal(one, v))),
  $indexOfArray: listed(2, 4, indexOfArray),
  $isArray: unary((v) => Array.isArray(v)),
  $range: listed(2, 3, range),
  $reverseArray: unary((v) =>
    nullish(v) ? null : [...array(v, 34435, 'The argument to $reverseArray must be an array')].reverse(),
  ),
  $size: unary((v) => array(v, 17124, 'The argument to $size must be an array').length),
  $slice: listed(2, 3, slice),
  $sortArray: sortArray,
  $zip: zip,
  ...pick('$firstN', (values, n) => values.slice(0, n)),
  ...pick('$lastN', (values, n) => values.slice(-n)),
  ...pick('$minN', ranked(1)),
  ...pick('$maxN', ranked(-1)),
};
