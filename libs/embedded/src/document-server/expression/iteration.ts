import { refuse } from '../errors';
import { typeName } from '../values/names';
import { integerArgument, truthy } from '../values/numbers';
import type { Maybe, Value } from '../values/types';
import { compileExpression, namedArguments, OperatorCompiler, Operators } from './compile';
import { checkVariableName, Expr, Scope } from './scope';

/** Compiles the variable's name and the body that sees it. */
const withElement = (as: Maybe, body: Value, scope: Scope): { slot: number; body: Expr } => {
  if (as !== undefined && typeof as !== 'string') return refuse(9, "'as' must be a string");
  const bound = scope.bind([as === undefined ? 'this' : checkVariableName(as)]);
  return { slot: bound.slots[0] as number, body: compileExpression(body, bound.scope) };
};

const filter: OperatorCompiler = (argument, scope, name) => {
  const given = namedArguments(argument, name, ['input', 'cond'], ['as', 'limit']);
  const input = compileExpression(given.get('input') as Value, scope);
  const limit = given.has('limit') ? compileExpression(given.get('limit') as Value, scope) : undefined;
  const { slot, body } = withElement(given.get('as'), given.get('cond') as Value, scope);
  const { run } = body;
  return {
    run: (root, frame) => {
      const list = input.run(root, frame);
      if (list === null || list === undefined) return null;
      if (!Array.isArray(list)) return refuse(28651, `input to $filter must be an array not ${typeName(list)}`);
      const most = limit ? limitOf(limit.run(root, frame)) : Infinity;
      const out: Value[] = [];
      for (let i = 0; i < list.length && out.length < most; i++) {
        frame[slot] = list[i] as Value;
        if (truthy(run(root, frame))) out.push(list[i] as Value);
      }
      return out;
    },
  };
};

const limitOf = (v: Maybe): number => {
  if (v === null || v === undefined) return Infinity;
  const n = integerArgument(v);
  return n !== undefined && n > 0 ? n : refuse(327392, '$filter: limit must be greater than 0');
};

const map: OperatorCompiler = (argument, scope, name) => {
  const given = namedArguments(argument, name, ['input', 'in'], ['as']);
  const input = compileExpression(given.get('input') as Value, scope);
  const { slot, body } = withElement(given.get('as'), given.get('in') as Value, scope);
  const { run } = body;
  return {
    run: (root, frame) => {
      const list = input.run(root, frame);
      if (list === null || list === undefined) return null;
      if (!Array.isArray(list)) return refuse(16883, `input to $map must be an array not ${typeName(list)}`);
      const out = new Array<Value>(list.length);
      for (let i = 0; i < list.length; i++) {
        frame[slot] = list[i] as Value;
        out[i] = run(root, frame) ?? null;
      }
      return out;
    },
  };
};

const reduce: OperatorCompiler = (argument, scope, name) => {
  const given = namedArguments(argument, name, ['input', 'initialValue', 'in']);
  const input = compileExpression(given.get('input') as Value, scope);
  const initial = compileExpression(given.get('initialValue') as Value, scope);
  const bound = scope.bind(['this', 'value']);
  const [element, value] = bound.slots as [number, number];
  const { run } = compileExpression(given.get('in') as Value, bound.scope);
  return {
    run: (root, frame) => {
      const list = input.run(root, frame);
      if (list === null || list === undefined) return null;
      if (!Array.isArray(list)) return refuse(40080, `$reduce requires that 'input' be an array, found: ${typeName(list)}`);
      let result = initial.run(root, frame);
      for (const one of list as readonly Value[]) {
        frame[element] = one;
        frame[value] = result;
        result = run(root, frame);
      }
      return result;
    },
  };
};

/** Operators that run an expression for each element of an array. */
export const iterationOperators: Operators = { $filter: filter, $map: map, $reduce: reduce };
