import { refuse } from '../errors';
import type { Frame } from '../expression';
import { compileNode } from '../query/compile';
import { parseFilter } from '../query/filter';
import type { Node, Predicate } from '../query/nodes';
import { parseSort, sortDocs, SortKey } from '../query/sort';
import type { Collection } from '../storage/collection';
import { Plan, planFor, visitPlan } from '../storage/planner';
import { Doc } from '../values/doc';
import { integerArgument } from '../values/numbers';
import type { Value } from '../values/types';
import { collector, connect, Stage, Surroundings } from './stage';

/** Writes what a pipeline ends in: `$out` and `$merge`, which need a batch. */
export interface Output {
  readonly name: '$out' | '$merge';
  readonly spec: Value;
}

/** A compiled pipeline. What stands in front and can use an index is apart from the stages. */
export interface Pipeline {
  readonly match: Node;
  readonly predicate: Predicate | undefined;
  readonly sort: readonly SortKey[];
  readonly stages: readonly Stage[];
  readonly output: Output | undefined;
}

/** Compiles one stage; stages that hold pipelines themselves register here, as this module can't import them. */
export type StageCompiler = (
  value: Value,
  outer: Surroundings,
  pipeline: { readonly from: string | undefined; readonly limit: number },
) => Stage;

const compilers = new Map<string, StageCompiler>();
export const registerStages = (stages: Readonly<Record<string, StageCompiler>>): void => {
  for (const [name, compiler] of Object.entries(stages)) compilers.set(name, compiler);
};

const stageOf = (stage: Value): [string, Value] => {
  if (!(stage instanceof Doc)) return refuse(14, "Each element of the 'pipeline' array must be an object");
  if (stage.size !== 1) return refuse(40323, 'A pipeline stage specification object must contain exactly one field.');
  return [stage.shape.names[0] as string, stage.values[0] as Value];
};

const unknown = (name: string): never =>
  name === '$changeStream'
    ? refuse(40573, 'The $changeStream stage is only supported on replica sets')
    : refuse(40324, `Unrecognized pipeline stage name: '${name}'`);

/** How many documents a `$sort` has to keep for the stages behind it. */
const limitBehind = (stages: readonly (readonly [string, Value])[], at: number): number => {
  let skip = 0;
  for (const [name, value] of stages.slice(at + 1)) {
    if (name === '$skip') skip += integerArgument(value) ?? 0;
    else return name === '$limit' ? skip + (integerArgument(value) ?? Infinity) : Infinity;
  }
  return Infinity;
};

const matchOf = (value: Value, outer: Surroundings): Node =>
  value instanceof Doc ? parseFilter(value, outer.scope) : refuse(15959, 'the match filter must be an expression in an object');

/** Compiles all stages, in order, so that any error shows whatever the data. `from` is the collection it reads, for output stages. */
export const compilePipeline = (list: readonly Value[], outer: Surroundings, from?: string): Pipeline => {
  const named = list.map(stageOf);
  const matches: Node[] = [];
  const stages: Stage[] = [];
  let output: Output | undefined;
  let sort: readonly SortKey[] = [];
  named.forEach(([name, value], i) => {
    if (name === '$out' || name === '$merge') {
      if (i !== named.length - 1) refuse(40601, `${name} can only be the final stage in the pipeline`);
      output = { name, spec: value };
      return;
    }
    if (name === '$match' && stages.length === 0 && from !== undefined) {
      matches.push(matchOf(value, outer));
      return;
    }
    if (name === '$sort' && stages.length === 0 && from !== undefined && value instanceof Doc) sort = parseSort(value);
    const compile = compilers.get(name) ?? unknown(name);
    stages.push(compile(value, outer, { from, limit: limitBehind(named, i) }));
  });
  const match: Node = matches.length === 1 ? (matches[0] as Node) : { kind: 'and', nodes: matches };
  return { match, predicate: matches.length > 0 ? compileNode(match) : undefined, sort, stages, output };
};

/** The plan for what stands in front of a pipeline. */
export const pipelinePlan = (pipeline: Pipeline, collection: Collection, hint?: Parameters<typeof planFor>[3]): Plan =>
  planFor(collection, pipeline.match, pipeline.sort, hint);

/** Runs a pipeline over a collection, or over documents already found. */
export const runPipeline = (
  pipeline: Pipeline,
  source: Collection | readonly Doc[] | undefined,
  frame: Frame,
  hint?: Parameters<typeof planFor>[3],
): Doc[] => {
  const results: Doc[] = [];
  const sink = connect(pipeline.stages, collector(results), frame);
  const { predicate } = pipeline;
  if (source && 'records' in source) {
    visitPlan(source, pipelinePlan(pipeline, source, hint), ({ doc }) => (!predicate || predicate(doc, frame)) && sink.push(doc));
  } else for (const d of source ?? []) if ((!predicate || predicate(d, frame)) && sink.push(d)) break;
  sink.end();
  return results;
};

/** `$match` behind other stages, and `$sort`. */
export const orderingStages: Readonly<Record<string, StageCompiler>> = {
  $match: (value, outer) => {
    const test = compileNode(matchOf(value, outer));
    return (next, frame) => ({ push: (d) => test(d, frame) && next.push(d), end: next.end });
  },
  $sort: (value, _, { limit }) => {
    if (!(value instanceof Doc)) return refuse(15973, 'the $sort key specification must be an object');
    const keys = parseSort(value);
    if (keys.length === 0) refuse(15976, '$sort stage must have at least one sort key');
    return (next) => {
      const docs: Doc[] = [];
      return {
        push: (d) => {
          docs.push(d);
          return false;
        },
        end: () => {
          for (const d of sortDocs(docs, keys, limit)) if (next.push(d)) break;
          next.end();
        },
      };
    };
  },
};
