import { refuse } from '../errors';
import { checkVariableName, compileExpression, Frame } from '../expression';
import { compileNode } from '../query/compile';
import { leaf } from '../query/nodes';
import { isIn } from '../query/tests';
import type { Collection } from '../storage/collection';
import { planFor, visitPlan } from '../storage/planner';
import { display } from '../values/display';
import { Doc, EMPTY_DOC } from '../values/doc';
import { keyOf } from '../values/key';
import { splitPath, visitPath } from '../values/paths';
import { Regex, Value } from '../values/types';
import { compilePipeline, Pipeline, runPipeline } from './pipeline';
import type { Stage, Surroundings } from './stage';

const OPTIONS = ['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'];

const valuesAt = (d: Doc, path: string): Value[] => {
  const values: Value[] = [];
  visitPath(d, splitPath(path), 0, (v) => {
    if (Array.isArray(v)) values.push(...(v as Value[]));
    values.push(v ?? null);
    return false;
  });
  return values;
};

/** Finds foreign documents by value: through an index when there is one, else through a table made once. */
const finder = (foreign: Collection, path: string): ((values: readonly Value[]) => Doc[]) => {
  const indexed = path === '_id' || [...foreign.indexes.values()].some((index) => index.complete && index.paths[0] === path);
  if (indexed) {
    return (values) => {
      const node = leaf(
        path,
        '$in',
        values.filter((v) => !Array.isArray(v) && !(v instanceof Regex)),
        isIn(values.filter((v) => !(v instanceof Regex))),
      );
      const matches = compileNode(node);
      const found: Doc[] = [];
      const plan = values.some((v) => Array.isArray(v)) ? ({ kind: 'scan', reverse: false } as const) : planFor(foreign, node);
      visitPlan(foreign, plan, (rec) => {
        if (matches(rec.doc, [])) found.push(rec.doc);
        return false;
      });
      return found;
    };
  }
  const table = new Map<string, Set<Doc>>();
  for (const { doc } of foreign.records.values())
    for (const value of valuesAt(doc, path)) {
      const key = keyOf(value);
      const known = table.get(key);
      if (known) known.add(doc);
      else table.set(key, new Set([doc]));
    }
  return (values) => [...new Set(values.flatMap((value) => [...(table.get(keyOf(value)) ?? [])]))];
};

/** The local values to look for: an array's elements, else the value; missing means null. */
const localValues = (d: Doc, path: string): Value[] => {
  const values: Value[] = [];
  visitPath(d, splitPath(path), 0, (v) => {
    if (Array.isArray(v)) values.push(...(v as Value[]));
    else values.push(v ?? null);
    return false;
  });
  return values;
};

const text = (spec: Doc, name: string): string | undefined => {
  const value = spec.get(name);
  return value === undefined || typeof value === 'string'
    ? value
    : refuse(9, `$lookup argument '${name}: ${display(value)}' must be a string`);
};

const setPath = (d: Doc, names: readonly string[], value: Value): Doc => {
  const [name = '', ...rest] = names;
  const inner = d.get(name);
  return d.set(name, rest.length === 0 ? value : setPath(inner instanceof Doc ? inner : EMPTY_DOC, rest, value));
};

interface Sub {
  readonly pipeline: Pipeline;
  readonly variables: readonly { readonly slot: number; readonly run: (d: Doc, frame: Frame) => Value | undefined }[];
}

const subPipeline = (spec: Doc, outer: Surroundings, from: string): Sub | undefined => {
  const stages = spec.get('pipeline');
  const variables = spec.get('let');
  if (stages === undefined) return undefined;
  if (!Array.isArray(stages)) return refuse(9, "$lookup argument 'pipeline' must be an array");
  if (variables !== undefined && !(variables instanceof Doc)) return refuse(9, "$lookup argument 'let' must be an object");
  const names = variables?.shape.names.map(checkVariableName) ?? [];
  const inputs = variables?.values.map((value) => compileExpression(value, outer.scope)) ?? [];
  const bound = outer.scope.bind(names);
  const pipeline = compilePipeline(stages as readonly Value[], { ...outer, scope: bound.scope }, from);
  if (pipeline.output) return refuse(51047, `${pipeline.output.name} is not allowed within a $lookup's sub-pipeline`);
  return { pipeline, variables: inputs.map((input, i) => ({ slot: bound.slots[i] as number, run: input.run })) };
};

/** Compiles `$lookup`: by equality of two fields, by a pipeline, or both. */
export const compileLookup = (value: Value, outer: Surroundings): Stage => {
  if (!(value instanceof Doc)) return refuse(9, 'the $lookup specification must be an Object');
  for (const name of value.shape.names) if (!OPTIONS.includes(name)) refuse(9, `unknown argument to $lookup: ${name}`);
  const [from, as] = [text(value, 'from'), text(value, 'as')];
  const [local, foreign] = [text(value, 'localField'), text(value, 'foreignField')];
  if (from === undefined) return refuse(9, "missing 'from' option to $lookup stage specification");
  if (as === undefined) return refuse(9, "must specify 'as' field for a $lookup");
  const sub = subPipeline(value, outer, from);
  if ((local === undefined) !== (foreign === undefined) || (local === undefined && !sub))
    return refuse(9, '$lookup requires both or neither of localField and foreignField, or a pipeline');
  const names = as.split('.');
  return (next, frame) => {
    const collection = outer.find(outer.database, from);
    const find = collection && foreign !== undefined ? finder(collection, foreign) : undefined;
    const lookUp = (d: Doc): Doc[] => {
      for (const { slot, run } of sub?.variables ?? []) frame[slot] = run(d, frame);
      const joined = local === undefined ? undefined : (find?.(localValues(d, local)) ?? []);
      return sub ? runPipeline(sub.pipeline, joined ?? collection, frame) : (joined as Doc[]);
    };
    return { push: (d) => next.push(setPath(d, names, lookUp(d))), end: next.end };
  };
};

/** Compiles `$unionWith`. */
export const compileUnionWith = (value: Value, outer: Surroundings): Stage => {
  const spec = value instanceof Doc ? value : undefined;
  const name = spec ? spec.get('coll') : value;
  if (typeof name !== 'string') return refuse(9, 'the $unionWith stage specification must be an object or string');
  const stages = spec?.get('pipeline') ?? [];
  if (!Array.isArray(stages)) return refuse(9, "$unionWith argument 'pipeline' must be an array");
  const pipeline = compilePipeline(stages as readonly Value[], outer, name);
  if (pipeline.output) return refuse(31441, `${pipeline.output.name} is not allowed within a $unionWith's sub-pipeline`);
  return (next, frame) => {
    let full = false;
    return {
      push: (d) => (full = next.push(d)),
      end: () => {
        if (!full) for (const d of runPipeline(pipeline, outer.find(outer.database, name), frame)) if (next.push(d)) break;
        next.end();
      },
    };
  };
};
