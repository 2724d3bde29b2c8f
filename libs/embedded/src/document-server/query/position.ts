import { Doc } from '../values/doc';
import { splitPath, visitPath } from '../values/paths';
import type { Maybe, Value } from '../values/types';
import { Leaf, Node, passes } from './nodes';

const valueAt = (d: Doc, names: readonly string[]): Maybe => {
  let v: Maybe = d;
  for (const name of names) v = v instanceof Doc ? v.get(name) : undefined;
  return v;
};

/** The first element of the array that meets a condition, when the condition is on the array or below it. */
const positionFor = (leaf: Leaf, array: readonly Value[], path: string): number | undefined => {
  const rest =
    leaf.path === path ? [] : leaf.path.startsWith(`${path}.`) ? splitPath(leaf.path.slice(path.length + 1)) : undefined;
  if (!rest) return undefined;
  const test = leaf.element && rest.length === 0 ? leaf.element : leaf.test;
  const at = array.findIndex((element) =>
    rest.length === 0 ? test(element) : visitPath(element, rest, 0, (v) => passes(leaf, v)),
  );
  return at < 0 ? undefined : at;
};

/** Which element of the array at a path made the filter match; the last condition that tells decides. */
export const matchedPosition = (node: Node, d: Doc, path: string): number | undefined => {
  const array = valueAt(d, splitPath(path));
  if (!Array.isArray(array)) return undefined;
  const search = (one: Node): number | undefined => {
    if (one.kind === 'leaf') return positionFor(one, array as readonly Value[], path);
    if (one.kind !== 'and' && one.kind !== 'or') return undefined;
    return one.nodes.map(search).findLast((at) => at !== undefined);
  };
  return search(node);
};
