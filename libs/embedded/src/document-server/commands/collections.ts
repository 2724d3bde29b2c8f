import { refuse, ServerError } from '../errors';
import { Scope } from '../expression';
import { compileNode } from '../query/compile';
import { parseFilter } from '../query/filter';
import { Batch } from '../storage/batch';
import type { Collection } from '../storage/collection';
import { checkName } from '../storage/namespace';
import { doc, Doc, EMPTY_DOC } from '../values/doc';
import { truthy } from '../values/numbers';
import { Bin, double, Maybe } from '../values/types';
import { collectionName, Command, Context, countField, docField } from './command';

/** Runs a change of collections or indexes and makes it durable. */
export const change = async (context: Context, run: (batch: Batch) => void): Promise<void> => {
  const batch = new Batch();
  try {
    run(batch);
  } catch (error) {
    batch.rollback();
    throw error;
  }
  await context.engine.commit(batch);
};

const OPTIONS = [
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'encryptedFields',
];

const create = async (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  for (const option of OPTIONS) if (truthy(command.get(option))) refuse(115, `this server does not support '${option}'`);
  if (context.engine.find(context.database, name))
    throw new ServerError(48, `Collection ${context.database}.${name} already exists.`);
  await change(context, (batch) => void context.engine.create(context.database, name, batch));
  return doc({ ok: 1 });
};

const drop = async (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  const collection = context.engine.find(context.database, name);
  if (!collection) return doc({ ok: 1 });
  await change(context, (batch) => context.engine.drop(collection, batch));
  return doc({ nIndexesWas: collection.indexes.size, ns: `${context.database}.${name}`, ok: 1 });
};

const dropDatabase = async (_: Doc, context: Context): Promise<Doc> => {
  const collections = [...(context.engine.databases.get(context.database)?.values() ?? [])];
  await change(context, (batch) => collections.forEach((collection) => context.engine.drop(collection, batch)));
  return doc({ dropped: context.database, ok: 1 });
};

const split = (namespace: Maybe, field: string): [string, string] => {
  if (typeof namespace !== 'string')
    return refuse(14, `BSON field 'renameCollection.${field}' is the wrong type, expected type 'string'`);
  const dot = namespace.indexOf('.');
  const parts: [string, string] = [namespace.slice(0, Math.max(dot, 0)), namespace.slice(dot + 1)];
  checkName(...parts);
  return parts;
};

const renameCollection = async (command: Doc, context: Context): Promise<Doc> => {
  const { engine } = context;
  const from = split(command.values[0], 'renameCollection');
  const to = split(command.get('to'), 'to');
  const source = engine.find(...from);
  if (!source) return refuse(26, `Source collection ${from.join('.')} does not exist`);
  if (from.join('.') === to.join('.')) return refuse(20, "Can't rename a collection to itself");
  const target = engine.find(...to);
  if (target && !truthy(command.get('dropTarget'))) return refuse(48, 'target namespace exists');
  await change(context, (batch) => {
    if (target) engine.drop(target, batch);
    engine.rename(source, ...to, batch);
  });
  return doc({ ok: 1 });
};

const describe = (collection: Collection, nameOnly: boolean): Doc => {
  const { name } = collection;
  if (nameOnly) return doc({ name, type: 'collection' });
  const idIndex = doc({ v: 2, key: doc({ _id: 1 }), name: '_id_' });
  return doc({
    name,
    type: 'collection',
    options: EMPTY_DOC,
    info: doc({ readOnly: false, uuid: new Bin(4, collection.uuid) }),
    idIndex,
  });
};

const listCollections = (command: Doc, context: Context): Doc => {
  const filter = compileNode(parseFilter(docField(command, 'filter') ?? EMPTY_DOC, Scope.root()));
  const all = [...(context.engine.databases.get(context.database)?.values() ?? [])];
  const docs = all
    .filter((collection) => filter(describe(collection, false), []))
    .map((collection) => describe(collection, truthy(command.get('nameOnly'))));
  const batchSize = countField(docField(command, 'cursor') ?? EMPTY_DOC, 'batchSize');
  return context.cursors.begin({
    namespace: `${context.database}.$cmd.listCollections`,
    docs,
    ...(batchSize === undefined ? {} : { batchSize }),
  });
};

const sizeOf = (collections: Iterable<Collection>): number => [...collections].reduce((sum, { live }) => sum + live, 0);

const listDatabases = (command: Doc, { engine }: Context): Doc => {
  const filter = compileNode(parseFilter(docField(command, 'filter') ?? EMPTY_DOC, Scope.root()));
  const all = [...engine.databases].map(([name, collections]) => {
    const size = sizeOf(collections.values());
    return doc({ name, sizeOnDisk: BigInt(size), empty: false });
  });
  const databases = all.filter((d) => filter(d, []));
  if (truthy(command.get('nameOnly'))) return doc({ databases: databases.map((d) => doc({ name: d.get('name') })), ok: 1 });
  return doc({ databases, totalSize: BigInt(engine.logSize), totalSizeMb: BigInt(engine.logSize >> 20), ok: 1 });
};

const collStats = (command: Doc, context: Context): Doc => {
  const name = collectionName(command, context.database);
  const collection = context.engine.find(context.database, name);
  const [count, size, indexes] = collection ? [collection.size, collection.live, collection.indexes.size] : [0, 0, 0];
  return doc({
    ns: `${context.database}.${name}`,
    count,
    size,
    avgObjSize: count > 0 ? Math.floor(size / count) : undefined,
    storageSize: size,
    nindexes: indexes,
    capped: false,
    ok: 1,
  });
};

const dbStats = (_: Doc, { engine, database }: Context): Doc => {
  const collections = [...(engine.databases.get(database)?.values() ?? [])];
  const total = (read: (one: Collection) => number): number => collections.reduce((sum, one) => sum + read(one), 0);
  const size = double(sizeOf(collections));
  const indexes = total((one) => one.indexes.size);
  return doc({
    db: database,
    collections: collections.length,
    views: 0,
    objects: total((one) => one.size),
    dataSize: size,
    storageSize: size,
    indexes,
    ok: 1,
  });
};

const collMod = (command: Doc, context: Context): Doc => {
  const name = collectionName(command, context.database);
  if (!context.engine.find(context.database, name)) return refuse(26, `ns does not exist: ${context.database}.${name}`);
  return refuse(115, 'this server does not support collMod');
};

/** The commands about collections and databases. */
export const collectionCommands: Readonly<Record<string, Command>> = {
  create: {
    fields: [...OPTIONS, 'collation', 'autoIndexId', 'idIndex', 'storageEngine', 'indexOptionDefaults', 'flags', 'temp'],
    run: create,
  },
  drop: { fields: [], run: drop },
  dropDatabase: { fields: [], run: dropDatabase },
  renameCollection: { fields: ['to', 'dropTarget', 'stayTemp'], run: renameCollection },
  listCollections: { fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'], run: listCollections },
  listDatabases: { fields: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  collStats: { fields: ['scale'], run: collStats },
  dbStats: { fields: ['scale', 'freeStorage'], run: dbStats },
  collMod: { fields: ['index', ...OPTIONS], run: collMod },
};
