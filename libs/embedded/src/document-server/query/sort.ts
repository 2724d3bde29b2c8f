import { refuse } from '../errors';
import { Doc } from '../values/doc';
import { compare } from '../values/order';
import { fieldReader, splitPath, visitPath } from '../values/paths';
import { integerArgument } from '../values/numbers';
import type { Maybe, Value } from '../values/types';

/** One key of a sort. */
export interface SortKey {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** Parses a sort specification; an empty one gives no keys. */
export const parseSort = (sort: Doc): SortKey[] =>
  [...sort.entries()].map(([path, value]) => {
    if (path === '') return refuse(40352, 'FieldPath cannot be constructed with empty string');
    if (path.startsWith('$')) return refuse(16410, `Field path must not start with '$': ${path}`);
    if (value instanceof Doc)
      return refuse(value.has('$meta') ? 2 : 15974, 'Illegal key in $sort specification: only 1 and -1 are supported');
    const direction = integerArgument(value);
    if (direction === 1 || direction === -1) return { path, direction };
    return refuse(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  });

const EMPTY_ARRAY = Symbol('empty array');
type Key = Value | typeof EMPTY_ARRAY;

const compareKeys = (a: Key, b: Key): number => {
  if (a === EMPTY_ARRAY || b === EMPTY_ARRAY) {
    if (a === b) return 0;
    const other = a === EMPTY_ARRAY ? (b as Value) : a;
    const emptyFirst = compare(null, other) <= 0 ? -1 : 1;
    return a === EMPTY_ARRAY ? emptyFirst : -emptyFirst;
  }
  return compare(a, b);
};

/** What a document sorts by: the smallest value at the path when ascending, the largest when descending; null when there is none. */
const keyReader = ({ path, direction }: SortKey): ((d: Doc) => Key) => {
  const names = splitPath(path);
  const read = fieldReader(path);
  const slow = (d: Doc): Key => {
    let best: Key | undefined;
    const offer = (candidate: Key): void => {
      if (best === undefined || compareKeys(candidate, best) * direction < 0) best = candidate;
    };
    visitPath(d, names, 0, (v) => {
      if (!Array.isArray(v)) offer(v ?? null);
      else if (v.length === 0) offer(EMPTY_ARRAY);
      else (v as Value[]).forEach(offer);
      return false;
    });
    return best ?? null;
  };
  if (names.length > 1) return slow;
  return (d) => {
    const v: Maybe = read(d);
    return Array.isArray(v) ? slow(d) : (v ?? null);
  };
};

interface Row {
  readonly keys: readonly Key[];
  readonly doc: Doc;
}

/** Sorts documents; stable. With a limit only so many are kept. */
export const sortDocs = (docs: readonly Doc[], keys: readonly SortKey[], limit = Infinity): Doc[] => {
  if (keys.length === 0) return docs.slice(0, limit);
  const readers = keys.map(keyReader);
  const rows: Row[] = docs.map((doc) => ({ doc, keys: readers.map((read) => read(doc)) }));
  rows.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const order = compareKeys(a.keys[i] as Key, b.keys[i] as Key);
      if (order !== 0) return order * (keys[i] as SortKey).direction;
    }
    return 0;
  });
  const kept = limit < rows.length ? rows.slice(0, limit) : rows;
  return kept.map((row) => row.doc);
};
