import { refuse } from '../errors';
import { Batch } from '../storage/batch';
import { doc, Doc, DocBuilder } from '../values/doc';
import { truthy } from '../values/numbers';
import type { Value } from '../values/types';
import { arrayField, checkCollation, collectionName, Command, Context, docField, errorFields, surroundings } from './command';
import { insertDoc } from './store';
import { compileStatement, deleteMatches, searchOf, Statement, updateMatches } from './statements';

const MAX_STATEMENTS = 100_000;

interface Outcome {
  readonly batch: Batch;
  readonly errors: Doc[];
}

/** Runs the statements of a write command, each one whole or not at all; an ordered command stops at the first error. */
const runStatements = (
  command: Doc,
  statements: readonly Value[],
  batch: Batch,
  run: (statement: Value, i: number) => void,
): Outcome => {
  const ordered = command.get('ordered') !== false;
  const errors: Doc[] = [];
  if (statements.length === 0) refuse(16, `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got 0 operations.`);
  if (statements.length > MAX_STATEMENTS)
    refuse(16, `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`);
  for (let i = 0; i < statements.length; i++) {
    const mark = batch.mark();
    try {
      run(statements[i] as Value, i);
    } catch (error) {
      batch.rollback(mark);
      errors.push(doc({ index: i, ...errorFields(error) }).without('codeName'));
      if (ordered) break;
    }
  }
  return { batch, errors };
};

const answer = async (context: Context, { batch, errors }: Outcome, fields: Record<string, Value | undefined>): Promise<Doc> => {
  await context.engine.commit(batch);
  return doc({ ...fields, writeErrors: errors.length > 0 ? errors : undefined, ok: 1 });
};

const insert = (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  const documents = arrayField(command, 'documents');
  const batch = new Batch(documents.length * 256);
  let n = 0;
  const outcome = runStatements(command, documents, batch, (d) => {
    if (!(d instanceof Doc)) return refuse(14, "BSON field 'insert.documents' is the wrong type, expected type 'object'");
    // Looked up each time: a statement that fails takes back the collection it made.
    insertDoc(context.engine.ensure(context.database, name, batch), d, batch);
    n++;
  });
  return answer(context, outcome, { n });
};

const UPDATE_FIELDS = [
  'q',
  'u',
  'c',
  'multi',
  'upsert',
  'arrayFilters',
  'collation',
  'hint',
  'sort',
  'upsertSupplied',
  'sampleId',
];

const readUpdate = (statement: Value, command: Doc, context: Context): Statement => {
  if (!(statement instanceof Doc)) return refuse(14, "BSON field 'update.updates' is the wrong type, expected type 'object'");
  for (const field of statement.shape.names)
    if (!UPDATE_FIELDS.includes(field)) refuse(40415, `BSON field 'update.updates.${field}' is an unknown field.`);
  const [q, u] = [statement.get('q'), statement.get('u')];
  if (!(q instanceof Doc)) return refuse(40414, "BSON field 'update.updates.q' is missing but a required field");
  if (u === undefined) return refuse(40414, "BSON field 'update.updates.u' is missing but a required field");
  const collation = statement.get('collation');
  if (collation !== undefined) checkCollation(collation);
  const multi = truthy(statement.get('multi'));
  if (multi && u instanceof Doc && !u.shape.names[0]?.startsWith('$'))
    return refuse(9, 'multi update is not supported for replacement-style update');
  if (multi && statement.has('sort')) return refuse(9, 'Cannot specify sort with multi=true');
  const filters = statement.has('arrayFilters') ? arrayField(statement, 'arrayFilters') : undefined;
  return compileStatement({
    command,
    context,
    filter: q,
    update: u,
    filters,
    variables: docField(statement, 'c'),
    sort: docField(statement, 'sort'),
    hint: statement.get('hint'),
    multi,
    upsert: truthy(statement.get('upsert')),
  });
};

const update = (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  const updates = arrayField(command, 'updates');
  const batch = new Batch(updates.length * 256);
  const upserts: Doc[] = [];
  let n = 0;
  let modified = 0;
  const outcome = runStatements(command, updates, batch, (statement, i) => {
    const compiled = readUpdate(statement, command, context);
    const result = updateMatches(compiled, context, name, batch);
    n += result.matched + (result.upserted ? 1 : 0);
    modified += result.modified;
    if (result.upserted) upserts.push(new DocBuilder().add('index', i).add('_id', result.upserted.values[0]).build());
  });
  return answer(context, outcome, { n, nModified: modified, upserted: upserts.length > 0 ? upserts : undefined });
};

const DELETE_FIELDS = ['q', 'limit', 'collation', 'hint', 'sampleId'];

const remove = (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  const batch = new Batch();
  let n = 0;
  const outcome = runStatements(command, arrayField(command, 'deletes'), batch, (statement) => {
    if (!(statement instanceof Doc)) return refuse(14, "BSON field 'delete.deletes' is the wrong type, expected type 'object'");
    for (const field of statement.shape.names)
      if (!DELETE_FIELDS.includes(field)) refuse(40415, `BSON field 'delete.deletes.${field}' is an unknown field.`);
    const q = statement.get('q');
    if (!(q instanceof Doc)) return refuse(40414, "BSON field 'delete.deletes.q' is missing but a required field");
    if (!statement.has('limit')) return refuse(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
    const collation = statement.get('collation');
    if (collation !== undefined) checkCollation(collation);
    const one = truthy(statement.get('limit'));
    const search = searchOf(q, surroundings(command, context), undefined, statement.get('hint'));
    n += deleteMatches(search, one, context.engine.find(context.database, name), batch).length;
  });
  return answer(context, outcome, { n });
};

const OPTIONS = [
  'ordered',
  'bypassDocumentValidation',
  'let',
  'maxTimeMS',
  'isTimeseriesNamespace',
  'collectionUUID',
  'encryptionInformation',
];

/** The commands that write many. */
export const writeCommands: Readonly<Record<string, Command>> = {
  insert: { fields: ['documents', ...OPTIONS], run: insert },
  update: { fields: ['updates', ...OPTIONS], run: update },
  delete: { fields: ['deletes', ...OPTIONS], run: remove },
};
