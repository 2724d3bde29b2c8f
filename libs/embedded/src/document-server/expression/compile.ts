import { refuse, ServerError } from '../errors';
import { Doc, DocBuilder, shapeOf } from '../values/doc';
import { fieldReader, pathReader } from '../values/paths';
import type { Maybe, Value } from '../values/types';
import { constant, Expr, Frame, Run, Scope } from './scope';

/** Compiles one operator's argument. */
export type OperatorCompiler = (argument: Value, scope: Scope, name: string) => Expr;
export type Operators = Readonly<Record<string, OperatorCompiler>>;

const isMissing = (v: Maybe): boolean => v === undefined;

/** Runs with constants once, now. A refusal stays for run time, and with it the error. */
export const fold = (run: Run, ...parts: readonly Expr[]): Expr => {
  if (!parts.every((part) => part.constant)) return { run };
  try {
    return constant(run(undefined, []));
  } catch (error) {
    if (error instanceof ServerError) return { run };
    throw error;
  }
};

/** The arguments of an operator that takes a list; a single one may stand without brackets. */
export const argumentsOf = (argument: Value, name: string, min: number, max = min): readonly Value[] => {
  const list = Array.isArray(argument) ? (argument as readonly Value[]) : [argument];
  if (list.length >= min && list.length <= max) return list;
  if (min === max) return refuse(16020, `Expression ${name} takes exactly ${min} arguments. ${list.length} were passed in.`);
  return refuse(
    28667,
    `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${list.length} were passed in.`,
  );
};

/** The named arguments of an operator; unknown and missing ones are refused. */
export const namedArguments = (
  argument: Value,
  name: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc => {
  if (!(argument instanceof Doc)) return refuse(28646, `${name} only supports an object as its argument`);
  for (const field of argument.shape.names)
    if (!required.includes(field) && !optional.includes(field)) refuse(28647, `Unrecognized parameter to ${name}: ${field}`);
  for (const field of required) if (!argument.has(field)) refuse(28648, `Missing '${field}' parameter to ${name}`);
  return argument;
};

/** An operator of one argument. */
export const unary =
  (apply: (v: Maybe, name: string) => Maybe): OperatorCompiler =>
  (argument, scope, name) => {
    const { run, ...part } = compileExpression(argumentsOf(argument, name, 1)[0] as Value, scope);
    return fold((root, frame) => apply(run(root, frame), name), { run, ...part });
  };

/** An operator of two arguments. */
export const binary =
  (apply: (a: Maybe, b: Maybe, name: string) => Maybe): OperatorCompiler =>
  (argument, scope, name) => {
    const [a, b] = argumentsOf(argument, name, 2).map((part) => compileExpression(part, scope)) as [Expr, Expr];
    return fold((root, frame) => apply(a.run(root, frame), b.run(root, frame), name), a, b);
  };

/** An operator of between `min` and `max` arguments, given as a list. */
export const listed =
  (min: number, max: number, apply: (values: readonly Maybe[], name: string) => Maybe): OperatorCompiler =>
  (argument, scope, name) => {
    const parts = argumentsOf(argument, name, min, max).map((part) => compileExpression(part, scope));
    return fold(
      (root, frame) =>
        apply(
          parts.map((part) => part.run(root, frame)),
          name,
        ),
      ...parts,
    );
  };

/** An operator of named arguments. */
export const named =
  (
    required: readonly string[],
    optional: readonly string[],
    apply: (values: Readonly<Record<string, Maybe>>, name: string) => Maybe,
  ): OperatorCompiler =>
  (argument, scope, name) => {
    const given = namedArguments(argument, name, required, optional);
    const parts = [...given.entries()].map(([field, part]) => [field, compileExpression(part, scope)] as const);
    const run: Run = (root, frame) =>
      apply(Object.fromEntries(parts.map(([field, part]) => [field, part.run(root, frame)])), name);
    return fold(run, ...parts.map(([, part]) => part));
  };

const registry = new Map<string, OperatorCompiler>();

/** Adds operators; the modules that define them need this one, so it can't name them itself. */
export const register = (operators: Operators): void => {
  for (const [name, compiler] of Object.entries(operators)) registry.set(name, compiler);
};

/** Checks the parts of a path after its dollar. */
export const checkPath = (path: string): string[] => {
  const names = path.split('.');
  for (const name of names) {
    if (name === '')
      refuse(
        path.endsWith('.') ? 40353 : 15998,
        `FieldPath must not ${path.endsWith('.') ? "end with a '.'" : 'have empty parts'}.`,
      );
    if (name.startsWith('$'))
      refuse(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    if (name.includes('\0')) refuse(16411, 'FieldPath field names may not contain null bytes');
  }
  return names;
};

const fieldPath = (path: string): Expr => {
  const names = checkPath(path);
  if (names.length === 1) {
    const read = fieldReader(names[0] as string);
    const slow = pathReader(names);
    return { run: (root) => (root instanceof Doc ? read(root) : slow(root)) };
  }
  const read = pathReader(names);
  return { run: (root) => read(root) };
};

const variablePath = (text: string, scope: Scope): Expr => {
  const [name = '', ...rest] = text.split('.');
  if (name === '') return refuse(16872, "'$' by itself is not a valid FieldPath");
  const read = rest.length > 0 ? pathReader(checkPath(rest.join('.'))) : (v: Maybe): Maybe => v;
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return { run: rest.length > 0 ? (root): Maybe => read(root) : (root): Maybe => root };
    case 'REMOVE':
      return constant(undefined);
    case 'NOW':
      return constant(read(scope.now));
    case 'CLUSTER_TIME':
      return refuse(51144, "Builtin variable '$$CLUSTER_TIME' is not available");
    case 'DESCEND':
    case 'PRUNE':
    case 'KEEP':
      return constant(name.toLowerCase());
  }
  const binding = scope.find(name);
  if ('value' in binding) return constant(read(binding.value));
  const { slot } = binding;
  return { run: rest.length > 0 ? (_, frame): Maybe => read(frame[slot]) : (_, frame): Maybe => frame[slot] };
};

const arrayLiteral = (values: readonly Value[], scope: Scope): Expr => {
  const parts = values.map((value) => compileExpression(value, scope));
  return fold((root, frame) => parts.map((part) => part.run(root, frame) ?? null), ...parts);
};

/** The fields of an object literal, for those who want to see into it. */
export const literalFields = (d: Doc, scope: Scope): { names: readonly string[]; parts: readonly Expr[] } => {
  for (const name of d.shape.names) {
    if (name.includes('.')) refuse(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    if (name.startsWith('$'))
      refuse(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  }
  return { names: d.shape.names, parts: d.values.map((value) => compileExpression(value, scope)) };
};

const objectLiteral = (d: Doc, scope: Scope): Expr => {
  const { names, parts } = literalFields(d, scope);
  const shape = shapeOf(names);
  const run = (root: Maybe, frame: Frame): Maybe => {
    const values = parts.map((part) => part.run(root, frame));
    if (!values.some(isMissing)) return new Doc(shape, values as Value[]);
    const builder = new DocBuilder();
    names.forEach((name, i) => builder.add(name, values[i]));
    return builder.build();
  };
  return fold(run, ...parts);
};

/** The operator a document calls, when it is a call. */
const operatorOf = (d: Doc): string | undefined => {
  const first = d.shape.names[0];
  if (!first?.startsWith('$')) return undefined;
  if (d.size !== 1) refuse(15983, `an object representing an expression must have exactly one field, not ${d.size}`);
  return first;
};

/** Compiles an expression: a field path, a variable, an operator call, or a literal. */
export const compileExpression = (expression: Value, scope: Scope): Expr => {
  if (typeof expression === 'string') {
    if (!expression.startsWith('$')) return constant(expression);
    return expression.startsWith('$$') ? variablePath(expression.slice(2), scope) : fieldPath(checkDollar(expression));
  }
  if (Array.isArray(expression)) return arrayLiteral(expression as readonly Value[], scope);
  if (!(expression instanceof Doc)) return constant(expression);
  const operator = operatorOf(expression);
  if (operator === undefined) return objectLiteral(expression, scope);
  const compiler = registry.get(operator);
  return compiler
    ? compiler(expression.values[0] as Value, scope, operator)
    : refuse(168, `Unrecognized expression '${operator}'`);
};

const checkDollar = (text: string): string =>
  text === '$' ? refuse(16872, "'$' by itself is not a valid FieldPath") : text.slice(1);
