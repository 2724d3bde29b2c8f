import type { Leaf, Node } from '../query/nodes';
import type { SortKey } from '../query/sort';
import { keyOf, tagOf } from '../values/key';
import { rankOf } from '../values/order';
import { Extreme, Opaque, Regex, Value } from '../values/types';
import type { Collection } from './collection';
import { AFTER, Index } from './index';
import type { Rec } from './record';

/** How the candidates of a filter are found. The whole filter is applied to each of them afterwards. */
export type Plan =
  | { readonly kind: 'scan'; readonly reverse: boolean }
  | { readonly kind: 'ids'; readonly keys: readonly string[] }
  | {
      readonly kind: 'index';
      readonly index: Index;
      readonly ranges: readonly (readonly [string, string])[];
      readonly reverse: boolean;
      readonly sorted: boolean;
    };

const POINTS_MAX = 50_000;

interface Conditions {
  equals?: Leaf;
  among?: Leaf;
  low?: Leaf;
  high?: Leaf;
}

/** What the operators that an index can serve are to it. */
const ROLES: Readonly<Record<string, keyof Conditions | undefined>> = {
  $eq: 'equals',
  $in: 'among',
  $gt: 'low',
  $gte: 'low',
  $lt: 'high',
  $lte: 'high',
};

/** Whether values equal to the operand are exactly those with its key: not so for arrays, patterns and extremes. */
const hasKey = (v: Value): boolean =>
  !Array.isArray(v) && !(v instanceof Regex) && !(v instanceof Extreme) && !(v instanceof Opaque);

/** The conditions that every match must meet, by path. */
const collect = (node: Node, into: Map<string, Conditions>): void => {
  if (node.kind === 'and') node.nodes.forEach((part) => collect(part, into));
  if (node.kind !== 'leaf') return;
  const { operator, operand } = node;
  const role = ROLES[operator];
  if (role === undefined) return;
  const usable = role === 'among' ? (operand as readonly Value[]).every(hasKey) : hasKey(operand);
  if (!usable || (operand === null && role !== 'equals')) return;
  const at = into.get(node.path) ?? {};
  at[role] ??= node;
  into.set(node.path, at);
};

const distinctKeys = (values: readonly Value[]): string[] => [...new Set(values.map(keyOf))];

/** The range of keys, below a prefix, for the bounds on one field. */
const rangeOf = (prefix: string, { low, high }: Conditions, multikey: boolean): readonly [string, string] => {
  const operand = (low ?? high)?.operand as Value;
  const tag = tagOf(operand);
  const upper = multikey && low ? undefined : high; // two elements of an array may meet one bound each
  const sameType = !upper || !low || rankOf(low.operand) === rankOf(upper.operand);
  const from = low ? prefix + keyOf(low.operand) + (low.operator === '$gt' ? AFTER : '') : prefix + tag;
  const to =
    upper && sameType
      ? prefix + keyOf(upper.operand) + (upper.operator === '$lte' ? AFTER : '')
      : prefix + String.fromCharCode(tag.charCodeAt(0) + 1);
  return [from, to];
};

interface Candidate {
  readonly score: number;
  readonly plan: Extract<Plan, { kind: 'index' }>;
}

/** Whether walking the index after `fixed` equal fields gives the order asked for, and in which direction. */
const orderOf = (
  index: Index,
  fixed: number,
  sort: readonly SortKey[],
  equal: ReadonlySet<string>,
): 'forward' | 'reverse' | undefined => {
  if (sort.length === 0 || index.multikey || !index.complete) return undefined;
  const keys = sort.filter(({ path }) => !equal.has(path));
  const rest = index.paths.slice(fixed);
  const direction = keys[0]?.direction ?? 1;
  if (keys.length > rest.length || !keys.every((key, i) => key.path === rest[i] && key.direction === direction)) return undefined;
  return direction === 1 ? 'forward' : 'reverse';
};

/** How far an index narrows: the beginnings of its keys, the ranges behind them, and how much that is worth. */
interface Narrowed {
  prefixes: string[];
  ranges?: (readonly [string, string])[];
  /** How many of its fields are bound to single values, and which to one. */
  fixed: number;
  readonly equal: Set<string>;
  score: number;
}

/** Narrows by the next field; answers false when the ones behind it can't narrow further. */
const narrow = (by: Narrowed, at: Conditions | undefined, path: string, multikey: boolean): boolean => {
  if (!at) return false;
  const { equals, among, low, high } = at;
  const keys = equals ? [keyOf(equals.operand)] : among ? distinctKeys(among.operand as readonly Value[]) : undefined;
  if (!keys) {
    by.ranges = by.prefixes.map((prefix) => rangeOf(prefix, at, multikey));
    by.score += low && high ? 5 : 4;
    return false;
  }
  if (keys.length * by.prefixes.length > POINTS_MAX) return false;
  by.prefixes = by.prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
  by.score += equals ? 10 : 8;
  by.fixed++;
  if (equals) by.equal.add(path);
  return true;
};

const consider = (
  index: Index,
  conditions: ReadonlyMap<string, Conditions>,
  sort: readonly SortKey[],
  forced: boolean,
): Candidate | undefined => {
  if (!index.complete) return undefined;
  const by: Narrowed = { prefixes: [''], fixed: 0, equal: new Set(), score: 0 };
  for (const path of index.paths) if (!narrow(by, conditions.get(path), path, index.multikey)) break;
  const order = by.prefixes.length <= 1 ? orderOf(index, by.fixed, sort, by.equal) : undefined;
  if (by.score === 0 && !order && !forced) return undefined;
  const exact = by.fixed === index.paths.length && index.spec.unique ? 5 : 0;
  const ranges = by.ranges ?? by.prefixes.map((prefix) => [prefix, prefix + AFTER] as const);
  return {
    score: by.score + exact + (order ? 3 : 0),
    plan: { kind: 'index', index, ranges, reverse: order === 'reverse', sorted: order !== undefined },
  };
};

const byId = (node: Node): Leaf | undefined => {
  const isId = (one: Node): one is Leaf =>
    one.kind === 'leaf' && one.path === '_id' && one.operator === '$eq' && hasKey(one.operand);
  return isId(node) ? node : node.kind === 'and' ? node.nodes.find(isId) : undefined;
};

const amongIds = (conditions: ReadonlyMap<string, Conditions>, sort: readonly SortKey[]): Leaf | undefined =>
  sort.length === 0 ? conditions.get('_id')?.among : undefined;

/** An index, or the natural order, that a query insists on. */
export type Hint = Index | 'scan' | 'scanBack';

/** Chooses how to find a filter's candidates: by `_id`, by the index that narrows most, or by a scan. */
export const planFor = (collection: Collection, node: Node, sort: readonly SortKey[] = [], hint?: Hint): Plan => {
  if (hint === 'scan' || hint === 'scanBack') return { kind: 'scan', reverse: hint === 'scanBack' };
  const id = hint ? undefined : byId(node);
  if (id) return { kind: 'ids', keys: [keyOf(id.operand)] };
  const conditions = new Map<string, Conditions>();
  collect(node, conditions);
  const ids = hint ? undefined : amongIds(conditions, sort);
  if (ids) return { kind: 'ids', keys: distinctKeys(ids.operand as readonly Value[]) };
  const indexes = hint ? [hint] : conditions.size === 0 && sort.length === 0 ? [] : collection.indexes.values();
  return best(indexes, (index) => consider(index, conditions, sort, hint !== undefined)) ?? { kind: 'scan', reverse: false };
};

const best = (indexes: Iterable<Index>, consider: (index: Index) => Candidate | undefined): Plan | undefined => {
  let found: Candidate | undefined;
  for (const index of indexes) {
    const candidate = consider(index);
    if (candidate && candidate.score > (found?.score ?? -1)) found = candidate;
  }
  return found?.plan;
};

/** Visits the candidates of a plan, each once; stops when `visit` answers true. */
export const visitPlan = (collection: Collection, plan: Plan, visit: (rec: Rec) => boolean): void => {
  const { records } = collection;
  if (plan.kind === 'ids') {
    for (const key of plan.keys) {
      const rec = records.get(key);
      if (rec && visit(rec)) return;
    }
  } else if (plan.kind === 'index') visitIndex(plan, visit);
  else for (const rec of plan.reverse ? [...records.values()].reverse() : records.values()) if (visit(rec)) return;
};

const visitIndex = ({ index, ranges, reverse }: Extract<Plan, { kind: 'index' }>, visit: (rec: Rec) => boolean): void => {
  const seen = new Set<Rec>();
  const once = (rec: Rec): boolean => {
    if (seen.has(rec)) return false;
    seen.add(rec);
    return visit(rec);
  };
  const each = index.multikey ? once : visit;
  for (const [low, high] of ranges) if (index.scan(low, high, reverse, each)) return;
};
