import { refuse } from '../errors';
import { Doc } from '../values/doc';
import { truthy } from '../values/numbers';
import type { Value } from '../values/types';
import { argumentsOf, compileExpression, fold, namedArguments, OperatorCompiler, Operators, unary } from './compile';
import { checkVariableName, constant, Expr, Run, Scope } from './scope';

const compileAll = (argument: Value, scope: Scope): Expr[] =>
  (Array.isArray(argument) ? (argument as readonly Value[]) : [argument]).map((part) => compileExpression(part, scope));

const and: OperatorCompiler = (argument, scope) => {
  const parts = compileAll(argument, scope);
  return fold((root, frame) => parts.every((part) => truthy(part.run(root, frame))), ...parts);
};

const or: OperatorCompiler = (argument, scope) => {
  const parts = compileAll(argument, scope);
  return fold((root, frame) => parts.some((part) => truthy(part.run(root, frame))), ...parts);
};

const condParts = (argument: Value, name: string): readonly Value[] => {
  if (!(argument instanceof Doc)) return argumentsOf(argument, name, 3);
  for (const field of argument.shape.names)
    if (!['if', 'then', 'else'].includes(field)) refuse(17083, `Unrecognized parameter to $cond: ${field}`);
  const part = (field: string, code: number): Value =>
    argument.get(field) ?? (argument.has(field) ? null : refuse(code, `Missing '${field}' parameter to $cond`));
  return [part('if', 17080), part('then', 17081), part('else', 17082)];
};

const cond: OperatorCompiler = (argument, scope, name) => {
  const [test, yes, no] = condParts(argument, name).map((part) => compileExpression(part, scope)) as [Expr, Expr, Expr];
  if (test.constant) return truthy(test.constant.value) ? yes : no;
  return { run: (root, frame) => (truthy(test.run(root, frame)) ? yes.run(root, frame) : no.run(root, frame)) };
};

const ifNull: OperatorCompiler = (argument, scope) => {
  if (!Array.isArray(argument) || argument.length < 2) return refuse(1257300, '$ifNull needs at least two arguments');
  const parts = compileAll(argument, scope);
  const last = parts.pop() as Expr;
  const run: Run = (root, frame) => {
    for (const part of parts) {
      const v = part.run(root, frame);
      if (v !== null && v !== undefined) return v;
    }
    return last.run(root, frame);
  };
  return fold(run, last, ...parts);
};

const branch = (value: Value, scope: Scope): readonly [Expr, Expr] => {
  if (!(value instanceof Doc)) return refuse(40062, '$switch expected each branch to be an object');
  for (const field of value.shape.names)
    if (field !== 'case' && field !== 'then') refuse(40063, `$switch found an unknown argument to a branch: ${field}`);
  const test = value.has('case')
    ? (value.get('case') as Value)
    : refuse(40064, "$switch requires each branch have a 'case' expression");
  const then = value.has('then')
    ? (value.get('then') as Value)
    : refuse(40065, "$switch requires each branch have a 'then' expression.");
  return [compileExpression(test, scope), compileExpression(then, scope)];
};

const switchOperator: OperatorCompiler = (argument, scope) => {
  if (!(argument instanceof Doc)) return refuse(40060, '$switch requires an object as an argument');
  for (const field of argument.shape.names)
    if (field !== 'branches' && field !== 'default') refuse(40067, `$switch found an unknown argument: ${field}`);
  const list = argument.get('branches');
  if (!Array.isArray(list)) return refuse(40061, "$switch expected an array for 'branches'");
  if (list.length === 0) return refuse(40068, '$switch requires at least one branch.');
  const branches = (list as readonly Value[]).map((one) => branch(one, scope));
  const otherwise = argument.has('default') ? compileExpression(argument.get('default') as Value, scope) : undefined;
  const tests = branches.map(([test]) => test.run);
  const results = branches.map(([, then]) => then.run);
  return {
    run: (root, frame) => {
      for (let i = 0; i < tests.length; i++) if (truthy((tests[i] as Run)(root, frame))) return (results[i] as Run)(root, frame);
      return otherwise
        ? otherwise.run(root, frame)
        : refuse(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    },
  };
};

const letOperator: OperatorCompiler = (argument, scope, name) => {
  const given = namedArguments(argument, name, ['vars', 'in']);
  const vars = given.get('vars');
  if (!(vars instanceof Doc)) return refuse(10065, 'invalid parameter: expected an object (vars)');
  const parts = vars.values.map((value) => compileExpression(value, scope));
  const bound = scope.bind(vars.shape.names.map(checkVariableName));
  const body = compileExpression(given.get('in') as Value, bound.scope);
  return {
    run: (root, frame) => {
      const values = parts.map((part) => part.run(root, frame));
      bound.slots.forEach((slot, i) => (frame[slot] = values[i]));
      return body.run(root, frame);
    },
  };
};

/** Conditions, truth, variables and literals. */
export const conditionalOperators: Operators = {
  $and: and,
  $or: or,
  $not: unary((v) => !truthy(v)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchOperator,
  $let: letOperator,
  $literal: (argument) => constant(argument),
  $const: (argument) => constant(argument),
};
