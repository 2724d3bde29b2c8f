import { refuse } from '../errors';
import type { Frame } from '../expression';
import { compilePipeline, pipelinePlan, runPipeline, Surroundings } from '../pipeline';
import { compileNode } from '../query/compile';
import { parseFilter } from '../query/filter';
import { matchedPosition } from '../query/position';
import { compileProjection } from '../query/projection';
import { parseSort, sortDocs } from '../query/sort';
import { Batch } from '../storage/batch';
import type { Collection } from '../storage/collection';
import type { Index } from '../storage/index';
import { planFor, visitPlan } from '../storage/planner';
import { doc, Doc, EMPTY_DOC } from '../values/doc';
import { keyOf } from '../values/key';
import { integerArgument, truthy } from '../values/numbers';
import { equal } from '../values/order';
import { splitPath, visitPath } from '../values/paths';
import type { Maybe, Value } from '../values/types';
import { arrayField, collectionName, Command, Context, countField, docField, surroundings } from './command';
import { writeOutput } from './output';

/** The index, or the natural order, that a hint means. */
export const hintOf = (hint: Maybe, collection: Collection | undefined): Index | 'scan' | 'scanBack' | undefined => {
  if (hint === undefined || !collection || (hint instanceof Doc && hint.size === 0)) return undefined;
  if (hint instanceof Doc && hint.shape.names[0] === '$natural')
    return integerArgument(hint.values[0]) === -1 ? 'scanBack' : 'scan';
  if (typeof hint !== 'string' && !(hint instanceof Doc)) return refuse(9, "'hint' must be an object or a string");
  const found = [...collection.indexes.values()].find(({ spec }) =>
    typeof hint === 'string' ? spec.name === hint : equal(spec.key, hint),
  );
  return (
    found ??
    refuse(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  );
};

/** The documents a filter finds, sorted and cut. */
export const findDocs = (
  command: Doc,
  filterField: string,
  context: Context,
  collection: Collection | undefined,
): { docs: Doc[]; examined: number; plan: ReturnType<typeof planFor> | undefined; frame: Frame; outer: Surroundings } => {
  const outer = surroundings(command, context);
  const filter = docField(command, filterField) ?? EMPTY_DOC;
  const node = parseFilter(filter, outer.scope);
  const sort = docField(command, 'sort') ?? EMPTY_DOC;
  const natural = sort.shape.names[0] === '$natural' ? sort : undefined;
  const keys = natural ? [] : parseSort(sort);
  const skip = countField(command, 'skip') ?? 0;
  const limit = limitOf(command);
  const hint = hintOf(natural ?? command.get('hint'), collection);
  const frame: Frame = [];
  if (!collection) return { docs: [], examined: 0, plan: undefined, frame, outer };
  const plan = planFor(collection, node, keys, hint);
  const sorted = keys.length === 0 || (plan.kind === 'index' && plan.sorted);
  const enough = sorted ? skip + limit : Infinity;
  const matches = filter.size === 0 ? undefined : compileNode(node);
  const docs: Doc[] = [];
  let examined = 0;
  visitPlan(collection, plan, (rec) => {
    examined++;
    if (!matches || matches(rec.doc, frame)) docs.push(rec.doc);
    return docs.length >= enough;
  });
  const ordered = sorted ? docs : sortDocs(docs, keys, skip + limit);
  return { docs: skip > 0 || ordered.length > limit ? ordered.slice(skip, skip + limit) : ordered, examined, plan, frame, outer };
};

/** The limit of a query: 0 and none are no limit, a negative one is its absolute value. */
const limitOf = (command: Doc): number => {
  const value = command.get('limit');
  if (value === undefined) return Infinity;
  const n = integerArgument(value);
  if (n === undefined) return refuse(14, "BSON field 'limit' is the wrong type, expected a number");
  return n === 0 ? Infinity : Math.abs(n);
};

const UNSUPPORTED = ['min', 'max', 'tailable', 'awaitData', 'returnKey', 'showRecordId'];

/** The projection of a query, with the position that its filter matched. */
export const projectionOf = (
  spec: Doc | undefined,
  filter: Doc,
  { scope }: Surroundings,
  frame: Frame,
): ((d: Doc) => Doc) | undefined => {
  if (!spec || spec.size === 0) return undefined;
  const node = parseFilter(filter, scope);
  const project = compileProjection(spec, scope, { position: (d, path) => matchedPosition(node, d, path) });
  return (d) => project(d, frame);
};

const find = (command: Doc, context: Context): Doc => {
  const name = collectionName(command, context.database);
  for (const option of UNSUPPORTED)
    if (truthy(command.get(option))) refuse(115, `this server does not support '${option}' in find`);
  const batchSize = countField(command, 'batchSize');
  const collection = context.engine.find(context.database, name);
  const filter = docField(command, 'filter') ?? EMPTY_DOC;
  const { docs, frame, outer } = findDocs(command, 'filter', context, collection);
  const project = projectionOf(docField(command, 'projection'), filter, outer, frame);
  return context.cursors.begin({
    namespace: `${context.database}.${name}`,
    docs,
    ...(project ? { project } : {}),
    ...(batchSize === undefined ? {} : { batchSize }),
    single: truthy(command.get('singleBatch')) || (integerArgument(command.get('limit')) ?? 0) < 0,
    noTimeout: truthy(command.get('noCursorTimeout')),
  });
};

const getMore = (command: Doc, { cursors, database }: Context): Doc => {
  const [id] = command.values;
  const name = command.get('collection');
  if (typeof id !== 'bigint') return refuse(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  if (typeof name !== 'string') return refuse(40414, "BSON field 'getMore.collection' is missing but a required field");
  return cursors.more(id, `${database}.${name}`, countField(command, 'batchSize'));
};

const killCursors = (command: Doc, { cursors }: Context): Doc => {
  const ids = arrayField(command, 'cursors').map((id) =>
    typeof id === 'bigint' ? id : refuse(14, "Field 'cursors' contains an element that is not of type long"),
  );
  const killed = ids.filter((id) => cursors.kill(id));
  return doc({
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  });
};

const count = (command: Doc, context: Context): Doc => {
  const name = collectionName(command, context.database);
  const collection = context.engine.find(context.database, name);
  const query = docField(command, 'query');
  if (collection && (!query || query.size === 0) && !command.has('skip') && !command.has('limit'))
    return doc({ n: collection.size, ok: 1 });
  return doc({ n: findDocs(command, 'query', context, collection).docs.length, ok: 1 });
};

const distinct = (command: Doc, context: Context): Doc => {
  const name = collectionName(command, context.database);
  const key = command.get('key');
  if (typeof key !== 'string') return refuse(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const names = splitPath(key);
  const values = new Map<string, Value>();
  const offer = (v: Value): void => {
    const at = keyOf(v);
    if (!values.has(at)) values.set(at, v);
  };
  for (const d of findDocs(command, 'query', context, context.engine.find(context.database, name)).docs)
    visitPath(d, names, 0, (v) => {
      if (Array.isArray(v)) (v as readonly Value[]).forEach(offer);
      else if (v !== undefined) offer(v);
      return false;
    });
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return doc({ values: sorted, ok: 1 });
};

const aggregate = async (command: Doc, context: Context): Promise<Doc> => {
  const stages = arrayField(command, 'pipeline');
  const outer = surroundings(command, context);
  const cursor = docField(command, 'cursor');
  if (!cursor && !command.has('explain'))
    return refuse(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  for (const option of cursor?.shape.names ?? [])
    if (option !== 'batchSize') refuse(40415, `BSON field 'cursor.${option}' is an unknown field.`);
  if (typeof command.values[0] !== 'string') {
    compilePipeline(stages, outer, '$cmd.aggregate');
    return refuse(
      73,
      `{aggregate: 1} is not valid for '${stages[0] instanceof Doc ? String(stages[0].shape.names[0]) : ''}'; a collection is required.`,
    );
  }
  const name = collectionName(command, context.database);
  const pipeline = compilePipeline(stages, outer, name);
  const collection = context.engine.find(context.database, name);
  const hint = hintOf(command.get('hint'), collection);
  const docs = runPipeline(pipeline, collection, [], hint);
  const batchSize = cursor ? countField(cursor, 'batchSize') : undefined;
  if (!pipeline.output)
    return context.cursors.begin({
      namespace: `${context.database}.${name}`,
      docs,
      ...(batchSize === undefined ? {} : { batchSize }),
    });
  const batch = new Batch();
  try {
    writeOutput(pipeline.output, docs, { outer, context, batch });
  } catch (error) {
    batch.rollback();
    throw error;
  }
  await context.engine.commit(batch);
  return context.cursors.begin({ namespace: `${context.database}.${name}`, docs: [] });
};

const describe = (plan: ReturnType<typeof planFor> | undefined): Doc => {
  if (!plan) return doc({ stage: 'EOF' });
  if (plan.kind === 'scan') return doc({ stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' });
  if (plan.kind === 'ids')
    return doc({ stage: 'FETCH', inputStage: doc({ stage: 'IXSCAN', indexName: '_id_', keyPattern: doc({ _id: 1 }) }) });
  const { spec, multikey } = plan.index;
  const scan = doc({
    stage: 'IXSCAN',
    keyPattern: spec.key,
    indexName: spec.name,
    isMultiKey: multikey,
    isUnique: spec.unique,
    direction: plan.reverse ? 'backward' : 'forward',
  });
  return doc({ stage: 'FETCH', inputStage: scan });
};

const explain = (command: Doc, context: Context): Doc => {
  const [inner] = command.values;
  if (!(inner instanceof Doc)) return refuse(14, "BSON field 'explain.explain' is the wrong type, expected type 'object'");
  const verb = inner.shape.names[0] ?? '';
  const name = collectionName(inner, context.database);
  const collection = context.engine.find(context.database, name);
  const answer = (plan: Doc, returned: number, examined: number): Doc => {
    const verbosity = command.get('verbosity');
    const planner = doc({ namespace: `${context.database}.${name}`, winningPlan: plan, rejectedPlans: [] });
    const stats = doc({
      executionSuccess: true,
      nReturned: returned,
      executionTimeMillis: 0,
      totalKeysExamined: examined,
      totalDocsExamined: examined,
    });
    return doc({
      explainVersion: '1',
      queryPlanner: planner,
      executionStats: verbosity === 'queryPlanner' ? undefined : stats,
      ok: 1,
    });
  };
  if (verb === 'aggregate') {
    const outer = surroundings(inner, context);
    const pipeline = compilePipeline(arrayField(inner, 'pipeline'), outer, name);
    const plan = collection && pipelinePlan(pipeline, collection, hintOf(inner.get('hint'), collection));
    return answer(describe(plan), runPipeline(pipeline, collection, []).length, collection?.size ?? 0);
  }
  const field = { find: 'filter', count: 'query', distinct: 'query' }[verb];
  if (field === undefined) return refuse(59, `Explain failed due to unknown command: ${verb}`);
  const { docs, examined, plan } = findDocs(inner, field, context, collection);
  return answer(describe(plan), docs.length, examined);
};

const FIND_FIELDS = [
  ...['filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'batchSize', 'singleBatch', 'noCursorTimeout', 'collation', 'let'],
  ...['allowDiskUse', 'allowPartialResults', 'oplogReplay', ...UNSUPPORTED],
];

/** The commands that read. */
export const readCommands: Readonly<Record<string, Command>> = {
  find: { fields: FIND_FIELDS, run: find },
  getMore: { fields: ['collection', 'batchSize'], run: getMore },
  killCursors: { fields: ['cursors'], run: killCursors },
  count: { fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'], run: count },
  distinct: { fields: ['key', 'query', 'collation', 'hint'], run: distinct },
  aggregate: {
    fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    run: aggregate,
  },
  explain: { fields: ['verbosity'], run: explain },
};
