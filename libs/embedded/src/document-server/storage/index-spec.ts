import { refuse } from '../errors';
import { Scope } from '../expression';
import { compileNode } from '../query/compile';
import { parseFilter } from '../query/filter';
import { Doc } from '../values/doc';
import { isNumeric, toNumber, truthy } from '../values/numbers';
import type { Value } from '../values/types';
import type { IndexSpec } from './index';

/** Kinds of index this server has none of. */
const OPTIONS = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'v',
  'ns',
  'background',
  'hidden',
  'expireAfterSeconds',
  'collation',
]);

const checkField = (path: string, direction: Value): void => {
  if (typeof direction === 'string') refuse(67, `this server supports no index of type '${direction}'`);
  if (path === '' || path.split('.').includes('')) refuse(67, 'Index keys cannot be an empty field.');
  if (path.startsWith('$') || path.includes('$**'))
    refuse(67, 'this server supports no wildcard indexes, and field names may not start with $');
  if (!isNumeric(direction) || toNumber(direction) === 0)
    refuse(67, 'Values in the index key pattern must be numbers other than 0');
};

/** Refuses what an index may not be. */
export const checkIndexDocument = (document: Doc): void => {
  const key = document.get('key');
  if (!(key instanceof Doc)) return refuse(9, "The field 'key' must be an object");
  if (key.size === 0) refuse(67, 'Index keys cannot be empty.');
  for (const [path, direction] of key.entries()) checkField(path, direction);
  for (const option of document.shape.names)
    if (!OPTIONS.has(option)) refuse(197, `The field '${option}' is not valid for an index specification`);
  if (document.has('expireAfterSeconds')) refuse(67, 'this server does not support TTL indexes');
  if (typeof document.get('name') !== 'string' || document.get('name') === '')
    refuse(9, "The field 'name' must be a non-empty string");
};

/** Reads an index specification, refusing what this server has not. */
export const parseIndexSpec = (document: Doc): IndexSpec => {
  checkIndexDocument(document);
  const partial = document.get('partialFilterExpression');
  if (partial !== undefined && !(partial instanceof Doc)) return refuse(67, "'partialFilterExpression' must be a document");
  const base = { name: document.get('name') as string, key: document.get('key') as Doc };
  const flags = { unique: truthy(document.get('unique')), sparse: truthy(document.get('sparse')) };
  if (partial && flags.sparse) return refuse(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
  return { ...base, ...flags, document, ...(partial ? { partial: compileNode(parseFilter(partial, Scope.root())) } : {}) };
};
