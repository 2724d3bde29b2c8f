import { refuse } from '../errors';
import { Scope } from '../expression';
import { elementTest, isOperators } from '../query/filter';
import { regexTest } from '../query/regex';
import { parseSort, sortDocs } from '../query/sort';
import type { Test } from '../query/tests';
import { doc, Doc } from '../values/doc';
import { keyOf } from '../values/key';
import { typeName } from '../values/names';
import { integerArgument } from '../values/numbers';
import { compare, equal } from '../values/order';
import { Maybe, Regex, Value } from '../values/types';
import type { ChangeCompiler } from './changes';

const arrayOf = (old: Maybe, path: string, operator: string): readonly Value[] =>
  Array.isArray(old)
    ? (old as readonly Value[])
    : refuse(
        2,
        operator === '$push'
          ? `The field '${path}' must be an array but is of type ${typeName(old)} in document`
          : `Cannot apply ${operator} to non-array field. Field named '${path}' has non-array type ${typeName(old)}`,
      );

const each = (argument: Value): readonly Value[] | undefined => {
  if (!(argument instanceof Doc) || argument.shape.names[0] !== '$each') return undefined;
  const list = argument.get('$each');
  return Array.isArray(list)
    ? (list as readonly Value[])
    : refuse(2, `The argument to $each must be an array but it was of type: ${typeName(list)}`);
};

const integer = (v: Maybe, name: string): number | undefined =>
  v === undefined ? undefined : (integerArgument(v) ?? refuse(2, `The value for ${name} must be an integer value`));

/** Sorts by fields of the elements, or by the elements themselves. */
const sorter = (by: Maybe): ((values: readonly Value[]) => readonly Value[]) => {
  if (by === undefined) return (values) => values;
  if (by instanceof Doc) {
    const keys = parseSort(by).map((key) => ({ ...key, path: `e.${key.path}` }));
    return (values) =>
      sortDocs(
        values.map((e) => doc({ e })),
        keys,
      ).map((row) => row.values[0] as Value);
  }
  const direction = integerArgument(by);
  if (direction !== 1 && direction !== -1) return refuse(2, 'The $sort element value must be either 1 or -1');
  return (values) => [...values].sort((a, b) => compare(a, b) * direction);
};

const PUSH = ['$each', '$slice', '$sort', '$position'];

const push: ChangeCompiler = (argument, path) => {
  const list = pushed(argument);
  const modifiers = list && (argument as Doc);
  const [slice, position] = [integer(modifiers?.get('$slice'), '$slice'), integer(modifiers?.get('$position'), '$position')];
  const sort = sorter(modifiers?.get('$sort'));
  return (old) => {
    const before = old === undefined ? [] : arrayOf(old, path, '$push');
    const at =
      position === undefined
        ? before.length
        : position < 0
          ? Math.max(0, before.length + position)
          : Math.min(position, before.length);
    const joined = sort([...before.slice(0, at), ...(list ?? [argument]), ...before.slice(at)]);
    return slice === undefined ? joined : slice === 0 ? [] : slice > 0 ? joined.slice(0, slice) : joined.slice(slice);
  };
};

/** The values of `$each`, wherever it stands among the modifiers. */
const pushed = (argument: Value): readonly Value[] | undefined => {
  if (!(argument instanceof Doc) || !argument.has('$each')) return undefined;
  for (const name of argument.shape.names) if (!PUSH.includes(name)) refuse(2, `Unrecognized clause in $push: ${name}`);
  const list = argument.get('$each');
  return Array.isArray(list)
    ? (list as readonly Value[])
    : refuse(2, `The argument to $each in $push must be an array but it was of type: ${typeName(list)}`);
};

const addToSet: ChangeCompiler = (argument, path) => {
  const values = each(argument) ?? [argument];
  return (old) => {
    const before = old === undefined ? [] : arrayOf(old, path, '$addToSet');
    const keys = new Set(before.map(keyOf));
    const added = values.filter((v) => {
      const key = keyOf(v);
      return !keys.has(key) && keys.add(key);
    });
    return added.length === 0 && old !== undefined ? old : [...before, ...added];
  };
};

const pullTest = (condition: Value): Test => {
  if (condition instanceof Regex) return regexTest(condition);
  if (!(condition instanceof Doc)) return (v) => equal(v, condition);
  const element = elementTest(condition, Scope.root());
  return isOperators(condition) ? element : (v) => v instanceof Doc && element(v);
};

const removing =
  (operator: string, test: Test): ReturnType<ChangeCompiler> =>
  (old) => {
    if (old === undefined) return old;
    const before = arrayOf(old, '', operator);
    const kept = before.filter((v) => !test(v));
    return kept.length === before.length ? old : kept;
  };

const pop: ChangeCompiler = (argument, path) => {
  const end = integerArgument(argument);
  if (end !== 1 && end !== -1) return refuse(9, '$pop expects 1 or -1');
  return (old) => {
    if (old === undefined) return old;
    if (!Array.isArray(old)) return refuse(14, `Path '${path}' contains an element of non-array type '${typeName(old)}'`);
    const array = old as readonly Value[];
    if (array.length === 0) return array;
    return end === 1 ? array.slice(0, -1) : array.slice(1);
  };
};

/** The operators that change arrays. */
export const arrayChanges: Readonly<Record<string, ChangeCompiler>> = {
  $push: push,
  $addToSet: addToSet,
  $pull: (argument) => removing('$pull', pullTest(argument)),
  $pullAll: (argument) => {
    if (!Array.isArray(argument)) return refuse(2, `$pullAll requires an array argument but was given a ${typeName(argument)}`);
    const keys = new Set((argument as readonly Value[]).map(keyOf));
    return removing('$pullAll', (v) => keys.has(keyOf(v)));
  },
  $pop: pop,
};
