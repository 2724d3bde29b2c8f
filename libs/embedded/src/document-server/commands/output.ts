import { refuse } from '../errors';
import type { Frame } from '../expression';
import { mergeDocs } from '../expression/objects';
import { compileExpression } from '../expression';
import type { Pipeline, Surroundings } from '../pipeline';
import { compilePipeline, runPipeline } from '../pipeline';
import type { Batch } from '../storage/batch';
import { checkId, Collection, withId } from '../storage/collection';
import { checkName } from '../storage/namespace';
import type { Rec } from '../storage/record';
import { doc, Doc } from '../values/doc';
import { display } from '../values/display';
import { keyOf } from '../values/key';
import { equal } from '../values/order';
import type { Value } from '../values/types';
import type { Context } from './command';

type Output = NonNullable<Pipeline['output']>;
interface Destination {
  readonly outer: Surroundings;
  readonly context: Context;
  readonly batch: Batch;
}

interface Target {
  readonly database: string;
  readonly name: string;
}

const target = (spec: Value | undefined, database: string, stage: string): Target => {
  const found = spec instanceof Doc ? { database: spec.get('db'), name: spec.get('coll') } : { database, name: spec };
  if (typeof found.database !== 'string' || typeof found.name !== 'string')
    return refuse(16990, `${stage} needs a collection name, or a document of db and coll`);
  checkName(found.database, found.name);
  return { database: found.database, name: found.name };
};

/** `$out`: the results become the collection; its indexes stay. */
const out = (spec: Value, docs: readonly Doc[], { context, batch }: Destination): void => {
  const { database, name } = target(spec, context.database, '$out');
  const before = context.engine.find(database, name);
  const indexes = [...(before?.indexes.values() ?? [])].filter((index) => index.spec.name !== '_id_');
  if (before) context.engine.drop(before, batch);
  const collection = context.engine.create(database, name, batch);
  for (const index of indexes) context.engine.createIndex(collection, index.spec, batch);
  for (const d of docs) insert(collection, d, batch);
};

const insert = (collection: Collection, d: Doc, batch: Batch): void => {
  const whole = withId(d);
  checkId(whole);
  collection.insert(whole, batch);
};

const MATCHED: readonly Value[] = ['merge', 'replace', 'keepExisting', 'fail'];
const UNMATCHED: readonly Value[] = ['insert', 'discard', 'fail'];

const fieldsOf = (on: Value | undefined): string[] =>
  on === undefined ? ['_id'] : (Array.isArray(on) ? (on as Value[]) : [on]).map(String);

/** Finds the one record with the same values in the `on` fields, which a unique index must guard. */
const matcher = (collection: Collection, on: readonly string[]): ((d: Doc) => Rec | undefined) => {
  if (on.length === 1 && on[0] === '_id') return (d) => collection.records.get(keyOf(d.get('_id')));
  const index = [...collection.indexes.values()].find(
    ({ spec, paths }) => spec.unique && !spec.partial && paths.length === on.length && on.every((path) => paths.includes(path)),
  );
  if (!index) return refuse(51183, 'Cannot find index to verify that join fields will be unique');
  return (d) => {
    let found: Rec | undefined;
    for (const key of index.keysOf(d)) index.scan(key, `${key}\0`, false, (rec) => ((found = rec), true));
    return found;
  };
};

/** `$merge`: each result is merged into, replaces, or joins the documents of a collection. */
const merge = (spec: Value, docs: readonly Doc[], { outer, context, batch }: Destination): void => {
  const options = spec instanceof Doc ? spec : doc({ into: spec });
  for (const name of options.shape.names)
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(name))
      refuse(40415, `BSON field '$merge.${name}' is an unknown field.`);
  const { database, name } = target(options.get('into'), context.database, '$merge');
  const whenMatched = options.get('whenMatched') ?? 'merge';
  const whenNotMatched = options.get('whenNotMatched') ?? 'insert';
  if (!Array.isArray(whenMatched) && !MATCHED.includes(whenMatched))
    refuse(2, `Enumeration value '${display(whenMatched)}' for field 'whenMatched' is not a valid value.`);
  if (!UNMATCHED.includes(whenNotMatched))
    refuse(2, `Enumeration value '${display(whenNotMatched)}' for field 'whenNotMatched' is not a valid value.`);
  const combine = combiner(whenMatched, options, outer);
  const collection = context.engine.ensure(database, name, batch);
  const match = matcher(collection, fieldsOf(options.get('on')));
  for (const d of docs) {
    const whole = withId(d);
    const rec = match(whole);
    if (rec) replace(collection, rec, combine(rec.doc, whole), batch);
    else if (whenNotMatched === 'insert') insert(collection, whole, batch);
    else if (whenNotMatched === 'fail')
      refuse(13113, '$merge could not find a matching document in the target collection for at least one document in the source');
  }
};

const replace = (collection: Collection, rec: Rec, next: Doc, batch: Batch): void => {
  if (!equal(next.get('_id'), rec.doc.get('_id')))
    refuse(66, '$merge failed to update the matching document, did you attempt to modify the _id or the shard key?');
  if (next !== rec.doc) collection.update(rec, withId(next), batch);
};

const combiner = (whenMatched: Value, options: Doc, outer: Surroundings): ((old: Doc, next: Doc) => Doc) => {
  if (Array.isArray(whenMatched)) {
    const variables = options.get('let');
    const given = variables instanceof Doc ? variables : doc({ new: '$$ROOT' });
    const inputs = given.values.map((value) => compileExpression(value, outer.scope));
    const bound = outer.scope.bind(given.shape.names);
    const pipeline = compilePipeline(whenMatched as readonly Value[], { ...outer, scope: bound.scope });
    return (old, next) => {
      const frame: Frame = [];
      inputs.forEach((input, i) => (frame[bound.slots[i] as number] = input.run(next, frame)));
      return runPipeline(pipeline, [old], frame)[0] ?? old;
    };
  }
  switch (whenMatched) {
    case 'merge':
      return mergeDocs;
    case 'replace':
      return (old, next) => (next.has('_id') ? next : next.set('_id', old.get('_id') as Value));
    case 'keepExisting':
      return (old) => old;
    default:
      return (_, next) => refuse(11000, `E11000 duplicate key error: $merge found a match for _id ${display(next.get('_id'))}`);
  }
};

/** Writes what a pipeline ends in. */
export const writeOutput = ({ name, spec }: Output, docs: readonly Doc[], destination: Destination): void =>
  name === '$out' ? out(spec, docs, destination) : merge(spec, docs, destination);
