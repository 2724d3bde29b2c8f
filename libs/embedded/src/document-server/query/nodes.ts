import type { Frame } from '../expression/scope';
import type { Doc } from '../values/doc';
import { splitPath } from '../values/paths';
import type { Maybe, Value } from '../values/types';
import type { Test } from './tests';

/** A condition on the values at one path. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly path: string;
  readonly names: readonly string[];
  /** The operator, for the planner; `$eq` for a plain value. */
  readonly operator: string;
  readonly operand: Value;
  readonly test: Test;
  /** Whether an array passes when one of its elements does. */
  readonly elements: boolean;
  /** Of `$elemMatch`: what one element has to meet. */
  readonly element?: Test;
}

export type Node =
  | Leaf
  | { readonly kind: 'and' | 'or' | 'nor'; readonly nodes: readonly Node[] }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'expr'; readonly test: Predicate }
  | { readonly kind: 'constant'; readonly value: boolean };

/** A compiled filter. */
export type Predicate = (d: Doc, frame: Frame) => boolean;

export const leaf = (path: string, operator: string, operand: Value, test: Test): Leaf => ({
  kind: 'leaf',
  path,
  names: splitPath(path),
  operator,
  operand,
  test,
  elements: true,
});

/** A condition on the value at a path as a whole, whether or not it is an array. */
export const wholeLeaf = (path: string, operator: string, operand: Value, test: Test): Leaf => ({
  ...leaf(path, operator, operand, test),
  elements: false,
});

/** Whether the value, or one of its elements when it is an array and the condition asks elements, passes. */
export const passes = (leaf: Leaf, v: Maybe): boolean => {
  const { test } = leaf;
  if (test(v)) return true;
  if (!leaf.elements || !Array.isArray(v)) return false;
  for (const element of v as Value[]) if (test(element)) return true;
  return false;
};
