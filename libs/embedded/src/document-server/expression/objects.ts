import { refuse } from '../errors';
import { doc, Doc, EMPTY_DOC } from '../values/doc';
import { typeName } from '../values/names';
import { isNumeric } from '../values/numbers';
import { Bin, Maybe, Value } from '../values/types';
import { writeDoc } from '../values/write';
import { compileExpression, fold, listed, namedArguments, OperatorCompiler, Operators, unary } from './compile';
import { constant } from './scope';

const nullish = (v: Maybe): v is null | undefined => v === null || v === undefined;

/** Later fields win and keep the earlier one's place. */
export const mergeDocs = (a: Doc, b: Doc): Doc => {
  let merged = a;
  for (const [name, value] of b.entries()) merged = merged.set(name, value);
  return merged;
};

const mergeObjects: OperatorCompiler = listed(0, Infinity, (values) => {
  const flat = values.length === 1 && Array.isArray(values[0]) ? (values[0] as readonly Value[]) : values;
  let merged = EMPTY_DOC;
  for (const v of flat) {
    if (nullish(v)) continue;
    if (!(v instanceof Doc)) return refuse(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(v)}`);
    merged = merged.size === 0 ? v : mergeDocs(merged, v);
  }
  return merged;
});

const objectToArray = (v: Maybe): Maybe => {
  if (nullish(v)) return null;
  if (!(v instanceof Doc)) return refuse(40390, `$objectToArray requires a document input, found: ${typeName(v)}`);
  return [...v.entries()].map(([k, value]) => doc({ k, v: value }));
};

const entry = (v: Value): [string, Value] => {
  if (Array.isArray(v)) {
    const [name, value] = v as readonly Value[];
    if (v.length !== 2) return refuse(40397, '$arrayToObject requires an array of size 2 arrays');
    return [
      typeof name === 'string'
        ? name
        : refuse(40395, '$arrayToObject requires an array of key-value pairs, where the key must be of type string'),
      value as Value,
    ];
  }
  if (!(v instanceof Doc)) return refuse(40398, `Unrecognised input type format for $arrayToObject: ${typeName(v)}`);
  const name = v.get('k');
  const value = v.get('v');
  if (v.size !== 2 || name === undefined || value === undefined)
    return refuse(40393, "$arrayToObject requires an object with keys 'k' and 'v'");
  return [
    typeof name === 'string'
      ? name
      : refuse(40394, "$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string"),
    value,
  ];
};

const arrayToObject = (v: Maybe): Maybe => {
  if (nullish(v)) return null;
  if (!Array.isArray(v)) return refuse(40386, `$arrayToObject requires an array input, found: ${typeName(v)}`);
  let out = EMPTY_DOC;
  for (const one of v as readonly Value[]) out = out.set(...entry(one));
  return out;
};

const fieldName = (argument: Value, scope: Parameters<OperatorCompiler>[1], name: string): string => {
  const folded = compileExpression(argument, scope).constant?.value;
  return typeof folded === 'string' ? folded : refuse(5654602, `${name} requires 'field' to evaluate to a constant String`);
};

const getField: OperatorCompiler = (argument, scope, name) => {
  const full =
    argument instanceof Doc && argument.has('field') ? namedArguments(argument, name, ['field'], ['input']) : undefined;
  const field = fieldName(full ? (full.get('field') as Value) : argument, scope, name);
  const input = full?.has('input') ? compileExpression(full.get('input') as Value, scope) : undefined;
  return {
    run: (root, frame) => {
      const from = input ? input.run(root, frame) : root;
      return from instanceof Doc ? from.get(field) : from === null ? null : undefined;
    },
  };
};

const setField =
  (...more: readonly string[]): OperatorCompiler =>
  (argument, scope, name) => {
    const given = namedArguments(argument, name, ['field', 'input', ...more]);
    const field = fieldName(given.get('field') as Value, scope, name);
    const input = compileExpression(given.get('input') as Value, scope);
    const value = given.has('value') ? compileExpression(given.get('value') as Value, scope) : constant(undefined);
    return fold(
      (root, frame) => {
        const into = input.run(root, frame);
        if (nullish(into)) return null;
        if (!(into instanceof Doc)) return refuse(4161105, `${name} requires 'input' to evaluate to type Object`);
        const v = value.run(root, frame);
        return v === undefined ? into.without(field) : into.set(field, v);
      },
      input,
      value,
    );
  };

/** Documents as values, and types. */
export const objectOperators: Operators = {
  $mergeObjects: mergeObjects,
  $objectToArray: unary(objectToArray),
  $arrayToObject: (argument, scope) => {
    const input = compileExpression(Array.isArray(argument) && argument.length === 1 ? (argument[0] as Value) : argument, scope);
    return fold((root, frame) => arrayToObject(input.run(root, frame)), input);
  },
  $getField: getField,
  $setField: setField('value'),
  $unsetField: setField(),
  $type: unary((v) => typeName(v)),
  $isNumber: unary((v) => isNumeric(v)),
  $bsonSize: unary((v) =>
    nullish(v)
      ? null
      : v instanceof Doc
        ? writeDoc(v).length
        : refuse(31393, `$bsonSize requires a document input, found: ${typeName(v)}`),
  ),
  $binarySize: unary((v) => {
    if (nullish(v)) return null;
    if (typeof v === 'string') return Buffer.byteLength(v);
    return v instanceof Bin
      ? v.bytes.length
      : refuse(51276, `$binarySize requires a string or BinData argument, found: ${typeName(v)}`);
  }),
};
