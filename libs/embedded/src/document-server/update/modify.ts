import { refuse } from '../errors';
import { display } from '../values/display';
import { Doc, EMPTY_DOC } from '../values/doc';
import { arrayIndex } from '../values/paths';
import type { Maybe, Value } from '../values/types';

/** What is known about the document while an update is applied to it. */
export interface Target {
  /** Whether it is being inserted by an upsert. */
  readonly inserting: boolean;
  /** Which element of the array at a path made the filter match. */
  readonly position: (path: string) => number | undefined;
  /** Whether an element passes the array filter of this identifier. */
  readonly passes: (identifier: string, element: Value) => boolean;
  readonly now: Date;
}

/** Gives the new value at the end of a path; the same value for no change, undefined to remove. */
export type Change = (old: Maybe, target: Target) => Maybe;

const PADDING_MAX = 1_500_000;

const withElement = (array: readonly Value[], at: number, value: Maybe): readonly Value[] => {
  if (at - array.length > PADDING_MAX)
    refuse(2, `Specified position ${at} is more than ${PADDING_MAX} past the end of the array`);
  const copy = array.slice();
  while (copy.length < at) copy.push(null);
  copy[at] = value ?? null;
  return copy;
};

const cannotCreate = (name: string, parent: string, v: Value): never =>
  refuse(28, `Cannot create field '${name}' in element {${parent}: ${display(v)}}`);

/** Applies a change to the elements that a `$[]` or `$[identifier]` means. */
const inElements = (
  array: readonly Value[],
  selector: string,
  apply: (element: Value) => Maybe,
  target: Target,
): readonly Value[] => {
  const identifier = selector.slice(2, -1);
  let changed = false;
  const next = array.map((element) => {
    if (identifier !== '' && !target.passes(identifier, element)) return element;
    const value = apply(element) ?? null;
    changed ||= value !== element;
    return value;
  });
  return changed ? next : array;
};

/** One change of an update: where, what, and whether it makes documents on the way. */
export interface Modification {
  readonly names: readonly string[];
  readonly change: Change;
  readonly creates: boolean;
}

/** Changes the value at a path. Answers the same object for no change. */
export const modify = (v: Maybe, by: Modification, target: Target, at = 0): Maybe => {
  const { names, change, creates } = by;
  if (at === names.length) return change(v, target);
  const name = names[at] as string;
  const deeper = (inner: Maybe): Maybe => modify(inner, by, target, at + 1);
  if (name.startsWith('$[')) return inSelected(v, by, at, (array) => inElements(array, name, deeper, target));
  if (Array.isArray(v)) {
    const index = name === '$' ? positionOf(names, at, target) : arrayIndex(name);
    if (index < 0) return creates ? cannotCreate(name, names[at - 1] as string, v as Value) : (v as Value);
    return inArray(v as readonly Value[], index, deeper);
  }
  if (name === '$') return refuse(2, 'The positional operator did not find the match needed from the query.');
  if (v === undefined || v instanceof Doc) return inDoc(v, name, deeper);
  return creates ? cannotCreate(name, names[at - 1] ?? '', v) : v;
};

const inSelected = (v: Maybe, by: Modification, at: number, apply: (array: readonly Value[]) => Maybe): Maybe => {
  if (Array.isArray(v)) return apply(v as readonly Value[]);
  const path = by.names.slice(0, at).join('.');
  if (v === undefined && !by.creates) return v;
  return refuse(2, `The path '${path}' must exist in the document in order to apply array updates.`);
};

const inArray = (array: readonly Value[], index: number, deeper: (inner: Maybe) => Maybe): Maybe => {
  const before = array[index];
  const after = deeper(before);
  return after === before ? array : withElement(array, index, after);
};

const inDoc = (v: Doc | undefined, name: string, deeper: (inner: Maybe) => Maybe): Maybe => {
  const parent = v ?? EMPTY_DOC;
  const before = parent.get(name);
  const after = deeper(before);
  if (after === before) return v;
  return after === undefined ? parent.without(name) : parent.set(name, after);
};

const positionOf = (names: readonly string[], at: number, target: Target): number =>
  target.position(names.slice(0, at).join('.')) ??
  refuse(2, 'The positional operator did not find the match needed from the query.');
