import { refuse } from '../errors';
import type { Frame, Scope } from '../expression';
import { compileNode } from '../query/compile';
import { parseFilter } from '../query/filter';
import type { Node, Predicate } from '../query/nodes';
import { matchedPosition } from '../query/position';
import { compilePipeline, runPipeline, Surroundings } from '../pipeline';
import { display } from '../values/display';
import { doc, Doc, shapeOf } from '../values/doc';
import { typeName } from '../values/names';
import { arrayIndex } from '../values/paths';
import { equal, identical } from '../values/order';
import type { Maybe, Value } from '../values/types';
import { arrayChanges } from './array-changes';
import { ChangeCompiler, valueChanges } from './changes';
import { Change, Modification, modify, Target } from './modify';

const operators: Readonly<Record<string, ChangeCompiler>> = { ...valueChanges, ...arrayChanges };
/** Operators that leave a missing field missing. */
const PASSIVE = new Set(['$unset', '$pull', '$pullAll', '$pop']);
const PIPELINE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** A compiled update: a new document from an old one, the same object when nothing changes. */
export interface Update {
  readonly kind: 'replace' | 'modify';
  readonly apply: (d: Doc, inserting: boolean, frame: Frame) => Doc;
}

const checkPath = (path: string): string[] => {
  if (path === '') refuse(56, 'An empty update path is not valid.');
  const names = path.split('.');
  if (names.includes('')) refuse(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  if (names[0]?.startsWith('$'))
    refuse(
      names[0] === '$' || names[0].startsWith('$[') ? 2 : 52,
      `The dollar ($) prefixed field '${names[0]}' in '${path}' is not allowed in the context of an update's replacement document.`,
    );
  return names;
};

/** Numbers by value, other names as text: the order in which an update goes through the fields. */
const compareNames = (a: string, b: string): number => {
  const [x, y] = [arrayIndex(a), arrayIndex(b)];
  return x >= 0 && y >= 0 ? x - y : a < b ? -1 : a > b ? 1 : 0;
};

const comparePaths = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareNames(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

const checkConflicts = (sorted: readonly Modification[]): void => {
  const seen = new Set<string>();
  const inner = new Set<string>();
  for (const { names } of sorted) {
    const path = names.join('.');
    const conflict =
      seen.has(path) || inner.has(path)
        ? path
        : names.map((_, i) => names.slice(0, i).join('.')).find((prefix) => seen.has(prefix));
    if (conflict !== undefined) refuse(40, `Updating the path '${path}' would create a conflict at '${conflict}'`);
    seen.add(path);
    names.forEach((_, i) => i > 0 && inner.add(names.slice(0, i).join('.')));
  }
};

const valueAt = (d: Doc, names: readonly string[]): Maybe => {
  let v: Maybe = d;
  for (const name of names) {
    if (Array.isArray(v)) return refuse(2, 'The source field of $rename cannot be an array element');
    v = v instanceof Doc ? v.get(name) : undefined;
  }
  return v;
};

interface Rename {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const renameOf = (from: string, to: Value): Rename => {
  if (typeof to !== 'string') return refuse(2, `The 'to' field for $rename must be a string: ${from}`);
  if (from === to) return refuse(2, `The source and target field for $rename must differ: ${from}`);
  if ([...from.split('.'), ...to.split('.')].some((name) => name.startsWith('$')))
    return refuse(2, 'The source and target field for $rename may not be dynamic');
  return { from: checkPath(from), to: checkPath(to) };
};

const never: Change = (old) => old;

const parse = (spec: Doc): { modifications: Modification[]; renames: Rename[] } => {
  const modifications: Modification[] = [];
  const renames: Rename[] = [];
  for (const [operator, fields] of spec.entries()) {
    const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (!compile && operator !== '$rename')
      return refuse(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!(fields instanceof Doc))
      return refuse(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${display(fields)}}`,
      );
    for (const [path, argument] of fields.entries()) {
      if (compile)
        modifications.push({ names: checkPath(path), change: compile(argument, path), creates: !PASSIVE.has(operator) });
      else renames.push(renameOf(path, argument));
    }
  }
  checkConflicts([
    ...modifications,
    ...renames.flatMap(({ from, to }) => [from, to].map((names) => ({ names, change: never, creates: false }))),
  ]);
  return { modifications: modifications.sort((a, b) => comparePaths(a.names, b.names)), renames };
};

/** Compiles the array filters by their identifiers. */
const arrayFilters = (filters: readonly Value[], scope: Scope, used: ReadonlySet<string>): Map<string, Predicate> => {
  const tests = new Map<string, Predicate>();
  for (const filter of filters) {
    if (!(filter instanceof Doc)) return refuse(14, 'Array filters must be objects');
    const [identifier, ...others] = [...new Set(identifiersOf(filter))];
    if (identifier === undefined) return refuse(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (others.length > 0)
      return refuse(
        9,
        `Error parsing array filter: Expected a single top-level field name, found '${identifier}' and '${others[0] as string}'`,
      );
    if (tests.has(identifier)) return refuse(9, `Found multiple array filters with the same top-level field name ${identifier}`);
    if (!used.has(identifier)) return refuse(9, `The array filter for identifier '${identifier}' was not used in the update`);
    tests.set(identifier, compileNode(parseFilter(filter, scope)));
  }
  for (const identifier of used) if (!tests.has(identifier)) refuse(2, `No array filter found for identifier '${identifier}'`);
  return tests;
};

const identifiersOf = (filter: Doc): string[] =>
  [...filter.entries()].flatMap(([name, value]) =>
    name.startsWith('$') && Array.isArray(value)
      ? (value as readonly Value[]).flatMap((part) => (part instanceof Doc ? identifiersOf(part) : []))
      : [name.split('.', 1)[0] as string],
  );

const checkUnchangedId = (before: Doc, after: Doc, inserting: boolean): void => {
  const id = before.get('_id');
  if (id === undefined && inserting) return;
  if (!equal(id, after.get('_id'))) refuse(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
};

const modifier = (spec: Doc, filter: Node, filters: readonly Value[] | undefined, scope: Scope): Update => {
  const { modifications, renames } = parse(spec);
  const used = new Set(
    modifications.flatMap(({ names }) => names.filter((name) => /^\$\[.+\]$/.test(name)).map((name) => name.slice(2, -1))),
  );
  const tests = filters || used.size > 0 ? arrayFilters(filters ?? [], scope, used) : undefined;
  const touchesId =
    modifications.some(({ names }) => names[0] === '_id') || renames.some(({ from, to }) => from[0] === '_id' || to[0] === '_id');
  const apply = (d: Doc, inserting: boolean, frame: Frame): Doc => {
    const target: Target = {
      inserting,
      now: scope.now,
      position: (path) => (inserting ? undefined : matchedPosition(filter, d, path)),
      passes: (identifier, element) => tests?.get(identifier)?.(doc({ [identifier]: element }), frame) ?? false,
    };
    let out = d;
    for (const modification of modifications) out = modify(out, modification, target) as Doc;
    for (const { from, to } of renames) {
      const value = valueAt(out, from);
      if (value === undefined) continue;
      out = modify(out, { names: from, change: () => undefined, creates: false }, target) as Doc;
      out = modify(out, { names: to, change: () => value, creates: true }, target) as Doc;
    }
    if (touchesId) checkUnchangedId(d, out, inserting);
    return out;
  };
  return { kind: 'modify', apply };
};

const replacement = (spec: Doc): Update => ({
  kind: 'replace',
  apply: (d) => {
    const id = d.get('_id');
    const own = spec.get('_id');
    if (own !== undefined && id !== undefined && !equal(own, id))
      refuse(66, `After applying the update, the (immutable) field '_id' was found to have been altered`);
    const rest = own === undefined ? spec : spec.without('_id');
    const next = id === undefined && own === undefined ? spec : idFirst((id ?? own) as Value, rest);
    return identical(next, d) ? d : next;
  },
});

const idFirst = (id: Value, rest: Doc): Doc => new Doc(shapeOf(['_id', ...rest.shape.names]), [id, ...rest.values]);

const byPipeline = (stages: readonly Value[], surroundings: Surroundings): Update => {
  for (const stage of stages)
    if (stage instanceof Doc && !PIPELINE_STAGES.has(stage.shape.names[0] ?? ''))
      refuse(72, `${String(stage.shape.names[0])} is not allowed to be used within an update`);
  const pipeline = compilePipeline(stages, surroundings);
  return {
    kind: 'modify',
    apply: (d, inserting, frame) => {
      const [computed = d] = runPipeline(pipeline, [d], frame);
      const id = d.get('_id');
      const next = computed.has('_id') || id === undefined ? computed : idFirst(id, computed);
      checkUnchangedId(d, next, inserting);
      return identical(next, d) ? d : next;
    },
  };
};

/** Compiles an update: operators, a replacement, or a pipeline. `filter` is the query's, for the positional operator. */
export const compileUpdate = (
  spec: Value,
  filter: Node,
  filters: readonly Value[] | undefined,
  surroundings: Surroundings,
): Update => {
  if (Array.isArray(spec)) {
    if (filters) return refuse(9, 'arrayFilters may not be specified for pipeline-syle updates');
    return byPipeline(spec as readonly Value[], surroundings);
  }
  if (!(spec instanceof Doc)) return refuse(14, 'Update argument must be either an object or an array');
  if (spec.shape.names[0]?.startsWith('$')) return modifier(spec, filter, filters, surroundings.scope);
  return filters ? refuse(9, 'arrayFilters may not be specified for replacement-style updates') : replacement(spec);
};
