import { refuse, ServerError } from '../errors';
import { checkVariableName, compileExpression, Scope } from '../expression';
import type { Surroundings } from '../pipeline';
import type { Engine } from '../storage/engine';
import { checkName } from '../storage/namespace';
import { Doc } from '../values/doc';
import { typeName } from '../values/names';
import { integerArgument } from '../values/numbers';
import type { Maybe, Value } from '../values/types';
import type { Cursors } from './cursors';

/** What a command works with. */
export interface Context {
  readonly engine: Engine;
  readonly cursors: Cursors;
  readonly database: string;
  /** Numbers the connection; `hello` tells it. */
  readonly connection: number;
}

/** A command: its handler, and the fields it knows beside those that every command may have. */
export interface Command {
  readonly fields: readonly string[];
  readonly run: (command: Doc, context: Context) => Doc | Promise<Doc>;
}

/** Fields that any command may carry. */
const GENERIC = new Set([
  ...[
    '$db',
    'lsid',
    '$clusterTime',
    '$readPreference',
    'readConcern',
    'writeConcern',
    'maxTimeMS',
    'comment',
    'apiVersion',
    'apiStrict',
  ],
  ...[
    'apiDeprecationErrors',
    'txnNumber',
    'autocommit',
    'startTransaction',
    'coordinator',
    '$audit',
    '$client',
    '$configServerState',
  ],
  ...['databaseVersion', 'shardVersion', 'mayBypassWriteBlocking', 'stmtId', 'stmtIds', '$oplogQueryData'],
]);

const TRANSACTION = 'Transaction numbers are only allowed on a replica set member or mongos';

/** Refuses unknown fields, transactions, and what is asked of every command and not supported. */
export const checkFields = (name: string, command: Doc, { fields }: Command): void => {
  for (const field of command.shape.names)
    if (field !== name && !fields.includes(field) && !GENERIC.has(field))
      refuse(40415, `BSON field '${name}.${field}' is an unknown field.`);
  if (command.has('txnNumber') || command.has('startTransaction') || command.get('autocommit') === false) refuse(20, TRANSACTION);
  const concern = command.get('readConcern');
  const level = concern instanceof Doc ? concern.get('level') : undefined;
  if (level === 'snapshot' || level === 'linearizable')
    refuse(123, `node needs to be a replica set member to use read concern level ${level}`);
  const collation = command.get('collation');
  if (collation !== undefined) checkCollation(collation);
};

/** Only the simple collation, bytes, is supported. */
export const checkCollation = (collation: Value): void => {
  if (!(collation instanceof Doc))
    return refuse(14, `BSON field 'collation' is the wrong type '${typeName(collation)}', expected type 'object'`);
  if (collation.size > 0 && collation.get('locale') !== 'simple') refuse(115, "this server supports only the 'simple' collation");
};

/** A field that must be a document; an empty one when it is left out. */
export const docField = (command: Doc, name: string): Doc | undefined => {
  const value = command.get(name);
  if (value === undefined || value instanceof Doc) return value;
  return refuse(14, `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`);
};

/** A field that must be an array. */
export const arrayField = (command: Doc, name: string): readonly Value[] => {
  const value = command.get(name);
  if (value === undefined) return refuse(40414, `BSON field '${name}' is missing but a required field`);
  return Array.isArray(value)
    ? (value as readonly Value[])
    : refuse(14, `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'array'`);
};

/** A field that must be a non-negative integer. */
export const countField = (command: Doc, name: string): number | undefined => {
  const value = command.get(name);
  if (value === undefined || value === null) return undefined;
  const n = integerArgument(value);
  if (n === undefined)
    return refuse(
      14,
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected types '[long, int, decimal, double]'`,
    );
  return n < 0 ? refuse(51024, `BSON field '${name}' value must be >= 0, actual value '${n}'`) : n;
};

/** The collection that a command names in its first field. */
export const collectionName = (command: Doc, database: string): string => {
  const [name] = command.values;
  if (typeof name !== 'string') return refuse(73, `collection name has invalid type ${typeName(name)}`);
  checkName(database, name);
  return name;
};

const letValue = (value: Value): Maybe => {
  const expr = compileExpression(value, Scope.root());
  if (expr.constant) return expr.constant.value;
  const isRandom = value instanceof Doc && value.shape.names[0] === '$rand';
  return isRandom ? expr.run(undefined, []) : refuse(4890500, 'Command let Expression does not evaluate to a constant');
};

/** The variables, and what pipelines may reach, of one command; `constants` are those of one of its statements alone. */
export const surroundings = (command: Doc, { engine, database }: Context, constants?: Doc): Surroundings => {
  const variables: [string, Maybe][] = [];
  for (const [name, value] of docField(command, 'let')?.entries() ?? [])
    variables.push([checkVariableName(name), letValue(value)]);
  for (const [name, value] of constants?.entries() ?? []) variables.push([checkVariableName(name), value]);
  return { scope: Scope.root(variables), database, find: (db, name) => engine.find(db, name) };
};

/** A refusal as the fields of an answer. */
export const errorFields = (error: unknown): Record<string, Value> => {
  const known =
    error instanceof ServerError
      ? error
      : new ServerError(1, `internal error: ${error instanceof Error ? error.message : String(error)}`);
  return { code: known.code, codeName: known.name, errmsg: known.message, ...(known.extra as Record<string, Value>) };
};
