import { refuse } from '../errors';
import type { Scope } from '../expression';
import { Doc } from '../values/doc';
import { integerArgument } from '../values/numbers';
import type { Maybe, Value } from '../values/types';
import { elementTest } from './filter';

interface Placed {
  readonly path: string;
  readonly part: { readonly kind: 'apply'; readonly apply: (v: Maybe, root: Doc) => Maybe; readonly inclusive: boolean };
}

const sliceBy = (argument: Value): ((v: Maybe) => Maybe) => {
  const numbers = (Array.isArray(argument) ? (argument as Value[]) : [argument]).map(
    (n) => integerArgument(n) ?? refuse(28724, '$slice needs numbers'),
  );
  const [skip = 0, limit] = numbers;
  if (numbers.length > 2 || (limit !== undefined && limit <= 0)) refuse(28724, '$slice limit must be positive');
  return (v) => {
    if (!Array.isArray(v)) return v;
    const list = v as readonly Value[];
    if (limit === undefined) return skip >= 0 ? list.slice(0, skip) : list.slice(skip);
    const start = skip < 0 ? Math.max(0, list.length + skip) : skip;
    return list.slice(start, start + limit);
  };
};

/** Reads `$slice`, `$elemMatch` and the positional `path.$` of a query's projection; undefined for anything else. */
export const operatorPart = (
  path: string,
  value: Value,
  scope: Scope,
  find: { readonly position: (d: Doc, path: string) => number | undefined },
): Placed | undefined => {
  if (path.endsWith('.$')) {
    const array = path.slice(0, -2);
    const apply = (v: Maybe, root: Doc): Maybe => {
      if (!Array.isArray(v)) return v;
      const at =
        find.position(root, array) ??
        refuse(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      return [v[at] as Value];
    };
    return { path: array, part: { kind: 'apply', apply, inclusive: true } };
  }
  if (!(value instanceof Doc) || value.size !== 1) return undefined;
  const [[operator, argument] = ['', null]] = [...value.entries()];
  if (operator === '$slice' && (!Array.isArray(argument) || integerArgument((argument as Value[])[0]) !== undefined))
    return { path, part: { kind: 'apply', apply: sliceBy(argument), inclusive: false } };
  if (operator === '$meta') return refuse(2, 'this server does not support $meta');
  if (operator !== '$elemMatch') return undefined;
  if (!(argument instanceof Doc)) return refuse(31274, 'elemMatch: Invalid argument, object required');
  const test = elementTest(argument, scope);
  const apply = (v: Maybe): Maybe => {
    const found = Array.isArray(v) ? (v as Value[]).find(test) : undefined;
    return found === undefined ? undefined : [found];
  };
  return { path, part: { kind: 'apply', apply, inclusive: true } };
};
