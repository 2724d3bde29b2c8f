import { refuse } from '../errors';
import type { Collection } from '../storage/collection';
import type { Index, IndexSpec } from '../storage/index';
import { parseIndexSpec } from '../storage/index-spec';
import { doc, Doc, DocBuilder } from '../values/doc';
import { identical } from '../values/order';
import type { Maybe, Value } from '../values/types';
import { change } from './collections';
import { arrayField, checkCollation, collectionName, Command, Context, countField, docField } from './command';

/** The specification as it is kept: version first, false flags left out. */
const normalise = (given: Doc): Doc => {
  const builder = new DocBuilder().add('v', 2).add('key', given.get('key')).add('name', given.get('name'));
  for (const [name, value] of given.entries())
    if (!['v', 'key', 'name', 'ns', 'background', 'collation'].includes(name) && value !== false) builder.add(name, value);
  return builder.build();
};

const sameOptions = (a: IndexSpec, b: IndexSpec): boolean =>
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  identical(a.document.get('partialFilterExpression'), b.document.get('partialFilterExpression'));

/** Whether the index is there already; one that clashes with it refuses. */
const exists = (collection: Collection, spec: IndexSpec): boolean => {
  const byName = collection.indexes.get(spec.name);
  const sameKey = (index: Index): boolean => identical(keyNumbers(index.spec.key), keyNumbers(spec.key));
  if (byName) {
    if (!sameKey(byName))
      return refuse(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Requested index: ${spec.name}`,
      );
    return (
      sameOptions(byName.spec, spec) ||
      spec.name === '_id_' ||
      refuse(86, `An equivalent index already exists with the same name but different options. Requested index: ${spec.name}`)
    );
  }
  const byKey = [...collection.indexes.values()].find(
    (index) => sameKey(index) && !(index.spec.name !== '_id_' && isPartial(index.spec) !== isPartial(spec)),
  );
  if (!byKey) return false;
  if (byKey.spec.name === '_id_') return true;
  return refuse(85, `Index already exists with a different name: ${byKey.spec.name}`);
};

const isPartial = (spec: IndexSpec): boolean => spec.partial !== undefined;

/** Directions as numbers of one type, so that 1 and 1.0 are one key. */
const keyNumbers = (key: Doc): Doc =>
  doc(Object.fromEntries([...key.entries()].map(([path, direction]) => [path, Number(directionOf(direction)) < 0 ? -1 : 1])));

const directionOf = (v: Value): Value => (typeof v === 'object' && v !== null && 'value' in v ? v.value : v);

const createIndexes = async (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  const given = arrayField(command, 'indexes');
  if (given.length === 0) return refuse(2, 'Must specify at least one index to create');
  const specs = given.map((one) => {
    if (!(one instanceof Doc)) return refuse(14, "BSON field 'createIndexes.indexes' is the wrong type, expected type 'object'");
    const collation = one.get('collation');
    if (collation !== undefined) checkCollation(collation);
    parseIndexSpec(one);
    return parseIndexSpec(normalise(one));
  });
  const created = !context.engine.find(context.database, name);
  let before = 1;
  let after = 1;
  await change(context, (batch) => {
    const collection = context.engine.ensure(context.database, name, batch);
    before = collection.indexes.size;
    for (const spec of specs) if (!exists(collection, spec)) context.engine.createIndex(collection, spec, batch);
    after = collection.indexes.size;
  });
  const note = before === after ? 'all indexes already exist' : undefined;
  return doc({ numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: created, note, ok: 1 });
};

const existing = (command: Doc, context: Context): Collection => {
  const name = collectionName(command, context.database);
  return context.engine.find(context.database, name) ?? refuse(26, `ns does not exist: ${context.database}.${name}`);
};

const listIndexes = (command: Doc, context: Context): Doc => {
  const collection = existing(command, context);
  const batchSize = countField(docField(command, 'cursor') ?? doc({}), 'batchSize');
  const docs = [...collection.indexes.values()].map(({ spec }) => spec.document);
  return context.cursors.begin({ namespace: collection.namespace, docs, ...(batchSize === undefined ? {} : { batchSize }) });
};

const namesToDrop = (collection: Collection, which: Maybe): string[] => {
  if (which === '*') return [...collection.indexes.keys()].filter((name) => name !== '_id_');
  if (Array.isArray(which)) return (which as readonly Value[]).flatMap((one) => namesToDrop(collection, one));
  if (which instanceof Doc) {
    const found = [...collection.indexes.values()].find(({ spec }) => identical(keyNumbers(spec.key), keyNumbers(which)));
    return found ? namesToDrop(collection, found.spec.name) : refuse(27, "can't find index with key");
  }
  if (typeof which !== 'string')
    return refuse(14, "BSON field 'dropIndexes.index' is the wrong type, expected types '[string, object]'");
  if (which === '_id_') return refuse(72, 'cannot drop _id index');
  return collection.indexes.has(which) ? [which] : refuse(27, `index not found with name [${which}]`);
};

const dropIndexes = async (command: Doc, context: Context): Promise<Doc> => {
  const collection = existing(command, context);
  const before = collection.indexes.size;
  const names = namesToDrop(collection, command.get('index'));
  await change(context, (batch) => names.forEach((name) => context.engine.dropIndex(collection, name, batch)));
  return doc({ nIndexesWas: before, ok: 1 });
};

/** The commands about indexes. */
export const indexCommands: Readonly<Record<string, Command>> = {
  createIndexes: { fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'], run: createIndexes },
  listIndexes: { fields: ['cursor'], run: listIndexes },
  dropIndexes: { fields: ['index'], run: dropIndexes },
};
