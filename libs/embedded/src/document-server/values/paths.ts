import { Doc } from './doc';
import type { Maybe, Value } from './types';

/** Splits a dotted path. */
export const splitPath = (path: string): string[] => path.split('.');

/** The number a path component is as an array index, or -1. */
export const arrayIndex = (name: string): number => (/^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : -1);

/** Reads a top-level field; remembers where documents of the last shape hold it. */
export const fieldReader = (name: string): ((d: Doc) => Maybe) => {
  let shape: unknown;
  let at = -1;
  return (d) => {
    if (d.shape !== shape) {
      shape = d.shape;
      at = d.shape.indexOf(name);
    }
    return at < 0 ? undefined : d.values[at];
  };
};

/** Reads a dotted path as expressions do: arrays on the way map to the array of what their documents hold; no indexes. */
export const pathReader = (names: readonly string[]): ((v: Maybe) => Maybe) => {
  const [first = '', ...rest] = names;
  const read = fieldReader(first);
  if (rest.length === 0) {
    const here = (v: Maybe): Maybe => (v instanceof Doc ? read(v) : Array.isArray(v) ? mapArray(v as Value[], here) : undefined);
    return here;
  }
  const deeper = pathReader(rest);
  const here = (v: Maybe): Maybe =>
    v instanceof Doc ? deeper(read(v)) : Array.isArray(v) ? mapArray(v as Value[], here) : undefined;
  return here;
};

const mapArray = (values: readonly Value[], read: (v: Maybe) => Maybe): Value[] => {
  const out: Value[] = [];
  for (const value of values) {
    const found = read(value);
    if (found !== undefined) out.push(found);
  }
  return out;
};

/**
 * Calls `visit` with every value a filter or index sees at a path: documents inside arrays are entered, a numeric component may also be
 * an index, and where a document lacks the field the value is undefined. Stops when `visit` answers true; answers whether it did.
 */
export const visitPath = (v: Maybe, names: readonly string[], at: number, visit: (v: Maybe) => boolean): boolean => {
  if (at === names.length) return visit(v);
  if (v instanceof Doc) return visitPath(v.get(names[at] as string), names, at + 1, visit);
  if (!Array.isArray(v)) return visit(undefined);
  const index = arrayIndex(names[at] as string);
  if (index >= 0 && index < v.length && visitPath(v[index] as Value, names, at + 1, visit)) return true;
  for (const element of v as Value[]) if (element instanceof Doc && visitPath(element, names, at, visit)) return true;
  return false;
};
