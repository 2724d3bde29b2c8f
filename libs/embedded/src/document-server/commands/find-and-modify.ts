import { refuse } from '../errors';
import { Batch } from '../storage/batch';
import type { Collection } from '../storage/collection';
import { doc, Doc, EMPTY_DOC } from '../values/doc';
import { truthy } from '../values/numbers';
import type { Value } from '../values/types';
import { arrayField, collectionName, Command, Context, docField, surroundings } from './command';
import { projectionOf } from './reads';
import { compileStatement, deleteMatches, Search, searchOf, Statement, updateMatches } from './statements';

const checkOptions = (command: Doc): void => {
  const remove = truthy(command.get('remove'));
  if (!remove && !command.has('update')) refuse(9, 'Either an update or remove=true must be specified');
  if (remove && command.has('update')) refuse(9, 'Cannot specify both an update and remove=true');
  if (remove && truthy(command.get('upsert'))) refuse(9, 'Cannot specify both upsert=true and remove=true');
  if (remove && truthy(command.get('new')))
    refuse(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
};

const findAndModify = async (command: Doc, context: Context): Promise<Doc> => {
  const name = collectionName(command, context.database);
  checkOptions(command);
  const filter = docField(command, 'query') ?? EMPTY_DOC;
  const outer = surroundings(command, context);
  const project = projectionOf(docField(command, 'fields'), filter, outer, []) ?? ((d: Doc): Doc => d);
  const batch = new Batch();
  let result: Result;
  try {
    result = truthy(command.get('remove'))
      ? remove(
          searchOf(filter, outer, docField(command, 'sort'), command.get('hint')),
          context.engine.find(context.database, name),
          batch,
        )
      : update(command, context, filter, (statement) => updateMatches(statement, context, name, batch));
  } catch (error) {
    batch.rollback();
    throw error;
  }
  await context.engine.commit(batch);
  return doc({ lastErrorObject: result.last, value: result.value ? project(result.value) : null, ok: 1 });
};

interface Result {
  readonly last: Doc;
  readonly value: Doc | undefined;
}

const remove = (search: Search, collection: Collection | undefined, batch: Batch): Result => {
  const [removed] = deleteMatches(search, true, collection, batch);
  return { last: doc({ n: removed ? 1 : 0 }), value: removed };
};

const update = (
  command: Doc,
  context: Context,
  filter: Doc,
  apply: (statement: Statement) => ReturnType<typeof updateMatches>,
): Result => {
  const filters = command.has('arrayFilters') ? arrayField(command, 'arrayFilters') : undefined;
  const [spec, sort, hint] = [command.get('update') as Value, docField(command, 'sort'), command.get('hint')];
  const upsert = truthy(command.get('upsert'));
  const given = { command, context, filter, update: spec, filters, variables: undefined, sort, hint, multi: false, upsert };
  const { matched, upserted, before, after } = apply(compileStatement(given));
  const last = doc({ n: matched + (upserted ? 1 : 0), updatedExisting: matched > 0, upserted: upserted?.values[0] });
  return { last, value: truthy(command.get('new')) ? after : before };
};

const FIELDS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'collation',
  'arrayFilters',
  'hint',
  'let',
];

/** `findAndModify`, by both its spellings. */
export const findAndModifyCommands: Readonly<Record<string, Command>> = {
  findAndModify: { fields: FIELDS, run: findAndModify },
  findandmodify: { fields: FIELDS, run: findAndModify },
};
